// The English catalogue: ICU MessageFormat by name. Other languages have the same names, and the build fails when one is missing.
import { front } from './front';
import { listings } from './listings';
import { petitions } from './petitions';
import { refusals } from './refusals';
import { signatures } from './signatures';
import { site } from './site';

export const en = { ...site, ...refusals, ...front, ...petitions, ...signatures, ...listings } as const;
