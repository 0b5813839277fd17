// May this operation be executed, judged by what it asks for?
import { DocumentLimit } from './refusals';
import type { Shape } from './shape';

/** How much one operation may ask for. */
export interface DocumentLimits {
  readonly tokens: number;
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly operations: number;
  /** Values in one answer. */
  readonly cost: number;
  /** Values in one event of a subscription, which are computed again and again. */
  readonly eventCost: number;
}

export const usualLimits: DocumentLimits = {
  tokens: 5_000,
  depth: 20,
  fields: 2_000,
  aliases: 100,
  directives: 100,
  operations: 20,
  cost: 50_000,
  eventCost: 2_000,
};

/** @throws DocumentLimit, the first that is exceeded */
export function checkShape(shape: Shape, limits: DocumentLimits): void {
  refuse('DOCUMENT_TOO_DEEP', 'is nested too deeply', 'MAX_DEPTH', limits.depth, shape.depth);
  refuse('TOO_MANY_FIELDS', 'selects too many fields', 'MAX_FIELDS', limits.fields, shape.fields);
  refuse('TOO_MANY_ALIASES', 'has too many aliases', 'MAX_ALIASES', limits.aliases, shape.aliases);
  refuse('TOO_MANY_DIRECTIVES', 'has too many directives', 'MAX_DIRECTIVES', limits.directives, shape.directives);
  refuse('TOO_MANY_OPERATIONS', 'stands among too many operations', 'MAX_OPERATIONS', limits.operations, shape.operations);
}

/** @throws DocumentLimit */
export function checkCost(values: number, kind: string, limits: DocumentLimits): void {
  if (kind === 'subscription')
    refuse('OPERATION_TOO_COSTLY', 'asks for too many values in each event', 'MAX_EVENT_COST', limits.eventCost, values);
  else refuse('OPERATION_TOO_COSTLY', 'asks for too many values', 'MAX_COST', limits.cost, values);
}

function refuse(code: string, what: string, setting: string, limit: number, measured: number): void {
  if (measured > limit) throw new DocumentLimit(code, what, setting, limit, measured);
}
