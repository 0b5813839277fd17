// The settings of the partnership subgraph.

import { languages, usualLanguage } from '#languages/languages';
import { subgraphSettings } from '../kit/subgraph/settings';
import { keyRing, str } from '../kit/words/config';

export const settings = {
  ...subgraphSettings({ defaultPort: 4001, demo: 'the demonstration libraries' }),
  CONTACT_KEY: keyRing({
    desc: 'Secret that encrypts the addresses of contacts and signs the links in mails; hexadecimal, 32 bytes or more, several separated by commas',
  }),
  COMMITTEE_MAIL: str({ default: undefined, desc: 'The address at which the Sister Libraries Committee is told of submissions' }),
  COMMITTEE_LANGUAGE: str({ choices: languages, default: usualLanguage, desc: 'The language of the mails to the committee' }),
};
