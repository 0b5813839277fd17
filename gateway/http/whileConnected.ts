// Does somebody still wait for this answer?
import type { ServerResponse } from 'node:http';
import type { Reader } from '../execution/run';

/** The client behind a response, who has gone when the connection ends before the whole answer was handed to it. */
export function whileConnected(response: ServerResponse): Reader {
  const stops = new Set<() => void>();
  const reader = {
    gone: false,
    whenGone(stop: () => void) {
      stops.add(stop);
      return () => void stops.delete(stop);
    },
  };
  response.once('close', () => {
    if (response.writableFinished) return;
    reader.gone = true;
    for (const stop of stops) stop();
  });
  return reader;
}
