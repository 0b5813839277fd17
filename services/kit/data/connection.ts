// How is a connection to PostgreSQL made, so that no wait is endless that should not be?
import { TypeOverrides } from 'pg';
import { leadOf } from './hosts';

const second = 1_000;
const dateType = 1082;

/** A day stays the text PostgreSQL sends, since a JavaScript Date would move it by the time zone. */
const parsers = new TypeOverrides();
parsers.setTypeParser(dateType, String);

/** Time-outs that PostgreSQL keeps, in milliseconds, by its names for them. */
export const serverBounds = {
  statement_timeout: 25 * second,
  lock_timeout: 10 * second,
  idle_in_transaction_session_timeout: 15 * second,
} as const;

/** Connection settings that bound every wait: connecting, a statement, a lock, an idle transaction, a dead peer. */
export function connectionSettings(url: string, name: string) {
  return {
    ...leadOf(url),
    application_name: name,
    types: parsers,
    connectionTimeoutMillis: 5 * second,
    query_timeout: 30 * second,
    ...serverBounds,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10 * second,
  };
}

/** The same through a pooler, which takes no time-outs from those it serves: they are the role's. */
export function pooledSettings(url: string, name: string) {
  const { statement_timeout, lock_timeout, idle_in_transaction_session_timeout, ...settings } = connectionSettings(url, name);
  return { ...settings, isPooled: true };
}

/** The same for work that takes as long as there are rows: it ends by a dead peer or an idle transaction only. */
export function patientSettings(url: string, name: string) {
  const { query_timeout, statement_timeout, lock_timeout, ...settings } = connectionSettings(url, name);
  // A role may have time-outs of its own; the driver leaves out a plain 0.
  return { ...settings, options: '-c statement_timeout=0 -c lock_timeout=0' };
}
