// What does a request ask for, and in what form does it want the answer?
import type { Sent } from '../admission';
import { framingFor } from '../live/framing';
import type { GraphRequest } from './answer';

/** The operation of a well-formed request; undefined for anything else, about which the executor says best what is wrong. */
export function sentOperation({ method, query, body }: Pick<GraphRequest, 'method' | 'query' | 'body'>): Sent | undefined {
  const sent = method === 'GET' ? fromQueryString(query) : body;
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return undefined;
  const { query: text, operationName, variables, extensions } = sent as Sent;
  const wellFormed =
    isAbsentOr('string', text) &&
    isAbsentOr('string', operationName) &&
    [variables, extensions].every((each) => isAbsentOr('object', each) && !Array.isArray(each));
  return wellFormed && (text || extensions) ? (sent as Sent) : undefined;
}

/** A client that takes streams and no JSON wants a stream, also of a query. */
export const wantsStream = (accept = ''): boolean => !/json|\*\/\*/.test(accept) && framingFor(accept) !== undefined;

/** True for what browsers send to other origins without asking them first: no header of the client's own, no JSON. */
export function isSimple({ method, headers }: Pick<GraphRequest, 'method' | 'headers'>): boolean {
  if (headers['apollo-require-preflight'] || headers['x-apollo-operation-name'] || headers.authorization) return false;
  if (headers['content-type'] === 'application/json') return false;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const simpleTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];
  return type === undefined || simpleTypes.includes(type) || (method === 'GET' && type === '');
}

function fromQueryString(parameters: unknown): unknown {
  const { query, operationName, variables, extensions } = parameters as Record<string, string | undefined>;
  try {
    return { query, operationName, variables: read(variables), extensions: read(extensions) };
  } catch {
    return undefined;
  }
}

const read = (text: string | undefined) => (text === undefined || text === '' ? undefined : JSON.parse(text));
const isAbsentOr = (type: string, value: unknown) => value === undefined || value === null || typeof value === type;
