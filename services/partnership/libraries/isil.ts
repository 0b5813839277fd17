// What does the international identifier of a library look like?
import { Matches } from 'class-validator';

/** Requires an ISIL (ISO 15511) in any case: the code of a country or an agency, a hyphen, and what names the library there. */
export const Isil = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9]{1,4}-[A-Za-z0-9:/-]{1,11}$/, { message: '$property must be an ISIL such as DK-710100' });
