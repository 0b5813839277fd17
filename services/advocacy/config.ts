// The settings of the advocacy subgraph.
import { natsSettings } from '../kit/live/nats';
import { subgraphSettings } from '../kit/subgraph/settings';
import { interval, keyRing, many, url } from '../kit/words/config';
import { commonYear } from '../kit/words/days';

export const settings = {
  ...subgraphSettings({ defaultPort: 4002, demo: 'the demonstration petition' }),
  SIGNATURE_KEY: keyRing({
    desc: 'Secret of the keyed hash that tells whether an e-mail address has signed; hexadecimal, 32 bytes or more, several separated by commas',
  }),
  POLICY_STALE_DAYS: many({
    default: commonYear,
    desc: 'Days after which a policy that no source has confirmed since is marked STALE',
  }),
  COUNT_INTERVAL_MS: interval({
    default: 200,
    desc: 'How often the live count of a petition shows a new state, at most, in milliseconds; each state of a watched petition is a row read by every process and a message to every gateway, so that twice as long costs half as much in a rush',
  }),
  ...natsSettings,
  PARTNERSHIP_URL: url({
    default: 'http://127.0.0.1:4001',
    desc: 'Address of the partnership subgraph, which is asked every second which libraries were merged',
  }),
  LINK_KEY: keyRing({
    default: undefined,
    desc: 'Secret that signs the links in mails; derived from SIGNATURE_KEY when not set. Several separated by commas: the first signs, all are accepted',
  }),
};
