// Which protocol does a subgraph send its feeds by? A WebSocket is tried first, then server-sent events, and what works is remembered.
import type { OnBehalf } from '../execution/run';
import type { Asked } from '../operation/admission';
import { SubgraphEvents, type SubgraphEventsOptions } from './subgraphEvents';
import { type SubgraphSocketOptions, SubgraphSockets } from './subgraphSockets';
import { persistently, type Upstream, type UpstreamSink } from './upstream';

export interface SubgraphFeedsOptions extends SubgraphSocketOptions, Omit<SubgraphEventsOptions, 'urlOf'> {
  /** The address at which a subgraph sends server-sent events; without one, WebSockets only, and without one for these, events only. */
  readonly eventsUrlOf?: (service: string) => string | undefined;
}

/** The feeds of all subgraphs, each by the protocol that it speaks. */
export class SubgraphFeeds implements Upstream {
  readonly #sockets: SubgraphSockets;
  readonly #events: SubgraphEvents;
  /** Subgraphs that refused a WebSocket and sent events. */
  readonly #sendEvents = new Set<string>();
  /** Subgraphs that are asked for events by a feed, to find out. */
  readonly #trying = new Set<string>();

  constructor(private readonly options: SubgraphFeedsOptions) {
    this.#sockets = new SubgraphSockets(options);
    this.#events = new SubgraphEvents({ ...options, urlOf: (service) => options.eventsUrlOf?.(service) });
  }

  subscribe(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void {
    return persistently((each) => this.#follow(service, asked, onBehalf, each), sink, { ...this.options, service });
  }

  #follow(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void {
    const { urlOf, eventsUrlOf } = this.options;
    if (eventsUrlOf?.(service) === undefined) return this.#sockets.subscribe(service, asked, onBehalf, sink);
    if (urlOf(service) === undefined) return this.#events.subscribe(service, asked, onBehalf, sink);
    return this.#find(service, asked, onBehalf, sink);
  }

  /** Follows a feed by the protocol that works, and by the other when it no longer does. */
  #find(service: string, asked: Asked, onBehalf: OnBehalf, sink: UpstreamSink): () => void {
    let leaveSocket = () => {};
    let leaveEvents = () => {};
    let [byEvents, isTold] = [false, false];
    const stopSocket = () => {
      leaveSocket();
      leaveSocket = () => {};
    };
    const stopEvents = () => {
      leaveEvents();
      leaveEvents = () => {};
    };
    const leave = () => {
      stopSocket();
      stopEvents();
    };
    const ending =
      <Given extends unknown[]>(tell: (...given: Given) => void) =>
      (...given: Given) => {
        leave();
        tell(...given);
      };
    const common: UpstreamSink = {
      next: (event) => {
        isTold = false;
        sink.next(event);
      },
      refused: ending((errors) => sink.refused(errors)),
      complete: ending(() => sink.complete()),
      failed: ending((cause) => sink.failed(cause)),
      unable: ending((errors) => sink.unable?.(errors)),
      interrupted: () => sink.interrupted?.(),
      unavailable: () => {
        if (!isTold) sink.unavailable?.();
        isTold = true;
      },
    };
    const trySocket = () => {
      byEvents = false;
      leaveSocket = this.#sockets.subscribe(service, asked, onBehalf, { ...common, spoken: stopEvents, notSpoken: tryEvents });
    };
    const tryEvents = () => {
      // One feed of a subgraph tries, and the others follow it.
      if (this.#trying.has(service) && !this.#sendEvents.has(service)) return;
      this.#trying.add(service);
      const leaveTrial = this.#events.subscribe(service, asked, onBehalf, {
        ...common,
        unavailable: () => byEvents && common.unavailable?.(),
        spoken: () => {
          byEvents = true;
          this.#sendEvents.add(service);
          this.#trying.delete(service);
          stopSocket();
        },
        notSpoken: () => {
          stopEvents();
          if (!byEvents) return;
          this.#sendEvents.delete(service);
          trySocket();
        },
      });
      leaveEvents = () => {
        this.#trying.delete(service);
        leaveTrial();
      };
    };
    if (this.#sendEvents.has(service)) {
      byEvents = true;
      tryEvents();
    } else trySocket();
    return leave;
  }

  /** Which subgraphs are connected now. */
  get connected(): readonly string[] {
    return [...new Set([...this.#sockets.connected, ...this.#events.connected])];
  }

  /** After a change of addresses: moves feeds to the new ones. */
  refresh(): void {
    this.#sendEvents.clear();
    this.#sockets.refresh();
    this.#events.refresh();
  }

  /** Closes all connections. Streams must have ended before. */
  async close(): Promise<void> {
    await Promise.all([this.#sockets.close(), this.#events.close()]);
  }
}
