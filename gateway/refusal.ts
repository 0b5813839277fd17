// How does the gateway refuse a request, in words and a code for the client and a status for everything between?
import { Problem } from '../services/kit/words/problem';

/** A refusal by the gateway itself, before any subgraph is asked. */
export abstract class Refusal extends Problem {
  constructor(
    /** The HTTP status, where there is one to be told by. */
    readonly status: number,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message, details);
  }
}
