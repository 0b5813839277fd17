// The partnership subgraph as a process.
import 'reflect-metadata';
import { runSubgraph } from '../kit/subgraph/runSubgraph';
import { settings } from './config';
import { startPartnership } from './subgraph';

runSubgraph('partnership', settings, process.env, (options, { CONTACT_KEY, COMMITTEE_MAIL, COMMITTEE_LANGUAGE }) =>
  startPartnership({
    ...options,
    contactKeys: CONTACT_KEY,
    committeeMail: COMMITTEE_MAIL,
    committeeLanguage: COMMITTEE_LANGUAGE,
  }),
);
