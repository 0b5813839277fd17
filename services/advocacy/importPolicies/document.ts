// What a file for import holds: policies of ours as JSON, or a document of terms and the draft that it comes to.
import { BadInput } from '#kit/words/problem';
import { factsOf } from '../terms/facts';
import { type DraftRow, draftOf } from './draft';
import { licensesOfJson, licensesOfXml, offerOfLicense } from './odl';
import { isOnix, offersOfOnix } from './onix';
import { treeOf } from './xml';

/** A draft, and which format it was read from. */
export interface TermsRead {
  readonly kind: string;
  readonly rows: readonly DraftRow[];
}

/** The draft that a document of terms comes to; null when the file is none. @throws BadInput for XML that is malformed */
export function draftIn(text: string): TermsRead | null {
  if (/^\s*</.test(text)) {
    const tree = treeOf(text);
    if (isOnix(tree)) return { kind: 'ONIX 3', rows: draftOf(offersOfOnix(tree), 'ONIX 3') };
    return { kind: 'ODL', rows: draftOf(licensesOfXml(tree).map(offerOfLicense), 'ODL') };
  }
  // The standard prints them as a member of an object that it leaves out.
  const licenses = licensesOfJson(parsedOrNull(/^\ufeff?\s*"licenses"\s*:/.test(text) ? `{${text}}` : text));
  return licenses && { kind: 'ODL', rows: draftOf(licenses.map(offerOfLicense), 'ODL') };
}

/** The draft as a file of policies, to complete and import. */
export const draftFile = ({ rows }: TermsRead): string =>
  `${JSON.stringify({ policies: rows.map(({ row }) => row), sources: [] }, null, 2)}\n`;

/** The value of a file of policies. @throws BadInput when it is not JSON */
export function policiesIn(text: string): unknown {
  try {
    return factsOf(text);
  } catch (fault) {
    throw new BadInput('text', `The file is not JSON: ${(fault as Error).message}. Write policies as data/policies.json does.`, {
      reason: 'NOT_JSON',
    });
  }
}

function parsedOrNull(text: string): unknown {
  try {
    return factsOf(text);
  } catch {
    return null;
  }
}
