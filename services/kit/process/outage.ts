// Which faults pass by themselves, because the database is away, takes no changes or is too busy? And what is a client told then?
import { Problem } from '../words/problem';

/** The SQLSTATE of a refusal by PostgreSQL, or undefined when the fault lies elsewhere, such as a lost connection. */
export function sqlState(error: unknown): string | undefined {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state) ? state : undefined;
}

/** Whether a value is one that its column cannot hold (class 22): what was written is at fault, and nothing else. */
export const isDataFault = (error: unknown): boolean => sqlState(error)?.startsWith('22') ?? false;

/**
 * Of PostgreSQL: lost connections (08), another transaction that won (40), no room (53), an operator or a time-out that ends it (57),
 * its disk (58), no changes taken (25006), and a lock that was waited for too long (55P03).
 */
const passingState = /^(08|40|53|57|58|25006|55P03)/;
/** Of the network, as Node names them; none of them is as long as a SQLSTATE. */
const passingNetwork =
  /^(E(CONN(REFUSED|RESET|ABORTED)|TIMEDOUT|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|PIPE|NOTFOUND|AI_AGAIN))$/;
/** Of the driver and its pool, which have no codes. */
const passingWords =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after|The database connection is closed|Driver not Connected|connection ended)/;

/** Whether a fault of a database may be over when it is asked again. What refuses a connection, or ends one, is a FATAL of PostgreSQL. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { driverError, severity, code, errors } = error as Error & Readonly<Record<string, unknown>>;
  if (driverError) return isOutage(driverError);
  if (severity === 'FATAL' || severity === 'PANIC') return true;
  // A name with several addresses fails by all of them.
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isOutage);
  const state = sqlState(error);
  if (state !== undefined && passingState.test(state)) return true;
  return (typeof code === 'string' && passingNetwork.test(code)) || (state === undefined && passingWords.test(error.message));
}

/** The database did not answer, in time or at all, or takes no changes. */
export class DatabaseAway extends Problem {
  constructor() {
    super(
      'SERVICE_UNAVAILABLE',
      'The database behind this part of Shelfbridge does not answer, or takes no changes, at the moment. Try again in a minute. ' +
        'Whether a change was made is not known: look first, or send it again with the same clientMutationId.',
      { retryable: true },
    );
  }
}
