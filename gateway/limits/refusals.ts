// What is too much, by which measure, and when may the client come back?
import { Refusal } from '../refusal';

/** A document that asks for more than one request may. `limit` and `measured` say by how much. */
export class DocumentLimit extends Refusal {
  constructor(code: string, what: string, setting: string, limit: number, measured: number) {
    const message = `This operation ${what} (${measured}, and ${limit} are allowed by ${setting}). Ask for less, or in several requests.`;
    super(400, code, message, { limit, measured });
  }
}

/** Too many requests in too short a time, by one account or from one address. */
export class RateLimited extends Refusal {
  constructor(what: string, waitMs: number) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
    const message = `Too many ${what} in a short time. Please try again in ${seconds} seconds.`;
    super(429, 'RATE_LIMITED', message, { retryAfterSeconds: seconds }, { 'retry-after': String(seconds) });
  }
}

/** The answer became larger than one may be. */
export class ResponseTooLarge extends Refusal {
  constructor(limit: number) {
    super(
      400,
      'RESPONSE_TOO_LARGE',
      `The answer is larger than ${limit} bytes. Ask for fewer fields or shorter lists, page by page.`,
      { limit },
    );
  }
}
