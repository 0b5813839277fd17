// What do the readers of a stream see of one event, and what does its operator?
import type { ServiceMap } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import type { Log } from '#kit/words/log';
import { responseText } from '../execution/executor';
import type { Variables } from '../operation/document';
import { ResponseTooLarge } from '../operation/refusals';
import { executeEvent } from './executeEvent';
import { Frame } from './frame';
import type { PlannedSubscription } from './plan';
import { type FormatError, formatErrors, isReadable } from './refusals';
import type { Scope } from './scope';

export interface EventSetting {
  /** The data sources that the gateway uses at this moment. */
  readonly services: () => ServiceMap;
  /** The context in which data sources see the fetches of a stream. Made from the scope alone. */
  readonly contextOf: (scope: Scope) => Record<string, unknown>;
  readonly formatError: FormatError;
  readonly log: Log;
  /** The largest state that readers are shown, in bytes; any when not given. */
  readonly maxEventBytes?: number;
}

/** Makes the frames of one stream. */
export class EventFrames {
  #degraded = false;

  constructor(
    private readonly setting: EventSetting,
    private readonly scope: Scope,
  ) {}

  /** Never rejects: what fails becomes an error in the frame, at its place. */
  async of(plan: PlannedSubscription, event: ExecutionResult, variables: Variables): Promise<Frame> {
    const { services, contextOf, formatError, log, maxEventBytes = Number.POSITIVE_INFINITY } = this.setting;
    try {
      const context = contextOf(this.scope);
      const result = await executeEvent(plan, event, { variables, services: services(), context, log });
      if (result.errors.length === 0) this.#degraded = false;
      for (const error of result.errors) this.#report(plan, error);
      const errors = result.errors.flatMap((error) => formatErrors(error, formatError));
      const text = responseText({ data: result.data, errors });
      if (Buffer.byteLength(text) > maxEventBytes) throw new ResponseTooLarge(maxEventBytes);
      return new Frame(text);
    } catch (error) {
      this.#report(plan, error);
      return new Frame(JSON.stringify({ data: null, errors: formatErrors(error, formatError) }));
    }
  }

  /** Logs what is hidden from clients, once until an event succeeds again: a subgraph that is down would fail every event. */
  #report({ operation }: PlannedSubscription, err: unknown): void {
    if (isReadable(err) || this.#degraded) return;
    this.#degraded = true;
    this.setting.log.warn({ err, operation: operation.name }, 'a live feed lacks parts of its events');
  }
}
