// Promises of: two people or processes that act at the same moment leave one consistent state, and nobody is told twice.
import { keepListings } from '#partnership/listings/careForListings';
import { librariesWithPartner } from '#partnership/partnerships/capacity';
import { keepPartnerships } from '#partnership/partnerships/keepPartnerships';
import { codeOf, severalAtOnce } from '../support/graphql';
import { committee, otherCommittee, staffOf } from '../support/identities';
import { becomeSisters, migratedDatabase, openStage, type Stage, seededAt } from '../support/partnership';

const [nairobi, oslo, accra] = ['demo-nairobi-ke', 'demo-oslo-no', 'demo-accra-gh'];
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  // Letters without a contact are not sent, so they are counted where they are queued.
  await stage.database.query(`CREATE TABLE letters_seen (payload jsonb);
    CREATE FUNCTION see_letter() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.letters_seen VALUES (NEW.payload::jsonb); RETURN NEW; END $$;
    CREATE TRIGGER see_letter AFTER INSERT ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION see_letter()`);
});
afterAll(() => stage.close());

const propose = 'mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }';
const proposal = (from: string, to: string) => ({
  input: { fromLibraryId: from, toLibraryId: to, message: 'Shall we?', terms: {} },
});
const accept = 'mutation ($id: ID!) { acceptPartnership(input: { partnershipId: $id, version: 1 }) { state } }';
const step = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { state } }`;
const terms =
  'mutation ($id: ID!, $after: Int!, $text: String!) { proposeTerms(id: $id, after: $after, terms: { text: $text }) { id } }';
const agree = 'mutation ($id: ID!, $version: Int!) { agreeToTerms(id: $id, version: $version) { id } }';
const agreement =
  'query ($id: ID!) { partnership(id: $id) { state confidential { agreement { version text } agreements { version text agreedBy { id } } } } }';
const told = async (event: string, of: string): Promise<string[]> => {
  const rows = await stage.database.query(
    `SELECT coalesce(payload->>'to', 'contact') AS "to" FROM letters_seen
     WHERE payload->>'event' = $1 AND $2 IN (payload->>'partnershipId', payload->>'listingId') ORDER BY 1`,
    [event, of],
  );
  return rows.map(({ to }: { to: string }) => to);
};

describe('two of the committee', () => {
  it('publish two submissions of one library at the same moment: both succeed, and the later listing stays published', async () => {
    for (let round = 0; round < 4; round++) {
      const ids: string[] = [];
      for (const n of [1, 2]) {
        const id = `waits-${round}-${n}`;
        ids.push(id);
        await stage.database.query(
          `INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, historical, listed_at, demo, source_ids, confidence)
           VALUES ($1, 'galway-ie', 'SUBMITTED', '{}', '{}', '{}', false, now(), false, '{}', 'HIGH')`,
          [id],
        );
      }
      const review = 'mutation ($id: ID!) { reviewListing(input: { listingId: $id, decision: APPROVE }) { state } }';
      const members = [committee, otherCommittee];
      const answers = await Promise.all(ids.map((id, n) => stage.as(members[n] ?? committee).run(review, { id })));
      expect(answers.map(codeOf)).toEqual([undefined, undefined]);
      const states = await stage.database.query(`SELECT state FROM listing WHERE id = ANY($1) ORDER BY state`, [ids]);
      expect(states.map(({ state }: { state: string }) => state)).toEqual(['PUBLISHED', 'WITHDRAWN']);
    }
  });
});

describe('two partners', () => {
  it('accept and withdraw a proposal at the same moment: one succeeds and the other is refused', async () => {
    for (let round = 0; round < 4; round++) {
      const { proposePartnership: made } = await stage.as(staffOf(oslo)).ask(propose, proposal(oslo, nairobi));
      const answers = await Promise.all([
        stage.as(staffOf(nairobi)).run(accept, made),
        stage.as(staffOf(oslo)).run(step('withdrawProposal'), made),
      ]);
      expect(answers.map(codeOf).sort()).toEqual(['ACTION_NOT_ALLOWED', undefined]);
      const state = answers.find(({ errors }) => !errors)?.data;
      const { partnership } = await stage.as(committee).ask(agreement, made);
      expect(partnership.state).toBe((state.acceptPartnership ?? state.withdrawProposal).state);
      if (partnership.state === 'ACTIVE') await stage.as(staffOf(oslo)).ask(step('endPartnership'), made);
      await stage.database.query(`UPDATE listing SET state = 'PUBLISHED' WHERE state = 'MATCHED' AND demo`);
    }
  });

  it('agree to terms and change them at the same moment: nobody has agreed to terms they did not read', async () => {
    const id = await becomeSisters(stage, nairobi, oslo);
    for (let after = 1; after < 9; after += 2) {
      await stage.as(staffOf(nairobi)).ask(terms, { id, after, text: `Version ${after + 1}` });
      const answers = await Promise.all([
        stage.as(staffOf(oslo)).run(agree, { id, version: after + 1 }),
        stage.as(staffOf(nairobi)).run(terms, { id, after: after + 1, text: `Version ${after + 2}` }),
      ]);
      expect(codeOf(answers[1] ?? {})).toBeUndefined();
      const { partnership } = await stage.as(staffOf(oslo)).ask(agreement, { id });
      const inForce = partnership.confidential.agreement;
      if (codeOf(answers[0] ?? {}) === undefined) expect(inForce).toEqual({ version: after + 1, text: `Version ${after + 1}` });
      else expect(codeOf(answers[0] ?? {})).toBe('AGREEMENT_SUPERSEDED');
      expect(partnership.confidential.agreements[0].agreedBy).toEqual([{ id: nairobi }]);
      await stage.as(staffOf(oslo)).ask(agree, { id, version: after + 2 });
    }
    await stage.as(staffOf(oslo)).ask(step('endPartnership'), { id });
    await stage.database.query(`UPDATE listing SET state = 'PUBLISHED' WHERE state = 'MATCHED' AND demo`);
  });

  it('correct and remove an entry of the log at the same moment: the entry does not come back', async () => {
    const id = await becomeSisters(stage, nairobi, oslo);
    const entry = 'kind: TRAINING, on: "2026-11-01", summary: "Twice"';
    for (let round = 0; round < 4; round++) {
      const { logActivity: made } = await stage
        .as(staffOf(oslo))
        .ask(`mutation { logActivity(input: { partnershipId: "${id}", ${entry} }) { id } }`);
      const answers = await Promise.all([
        stage.as(staffOf(oslo)).run(`mutation { removeActivity(id: "${made.id}") { id } }`),
        stage.as(staffOf(nairobi)).run(`mutation { editActivity(input: { activityId: "${made.id}", ${entry} }) { id } }`),
      ]);
      expect(codeOf(answers[0] ?? {})).toBeUndefined();
      expect(['NOT_FOUND', undefined]).toContain(codeOf(answers[1] ?? {}));
      expect((await stage.ask(`{ partnership(id: "${id}") { activities { id } } }`)).partnership.activities).toEqual([]);
      const { partnershipAudit } = await stage
        .as(committee)
        .ask(`{ partnershipAudit(first: 9, recordId: "${made.id}") { nodes { action } } }`);
      expect(partnershipAudit.nodes.map(({ action }: { action: string }) => action)).toContain('removeActivity');
    }
    await stage.as(staffOf(oslo)).ask(step('endPartnership'), { id });
    await stage.database.query(`UPDATE listing SET state = 'PUBLISHED' WHERE state = 'MATCHED' AND demo`);
  });
});

describe('two processes that run the nightly jobs', () => {
  it('remind of the end of each listing 30 and 7 days before, once each, and expire it once', async () => {
    const other = await migratedDatabase(stage.databaseUrl);
    const id = `seeking-${accra}`;
    for (const [day, event, times] of [
      ['2027-10-24', 'EXPIRES_SOON', 1],
      ['2027-11-16', 'EXPIRES_SOON', 2],
      ['2027-11-23', 'EXPIRED', 1],
    ] as const) {
      const now = new Date(`${day}T02:10:00Z`);
      await Promise.all(
        [stage.database, other, stage.database, other].map((database) => keepListings(database, now, librariesWithPartner)),
      );
      expect(await told(event, id)).toHaveLength(times);
    }
    await stage.database.query(`UPDATE listing SET state = 'PUBLISHED' WHERE state = 'EXPIRED' AND demo`);
    await other.destroy();
  });

  it('remind both partners of a silence once, and of a review once', async () => {
    const other = await migratedDatabase(stage.databaseUrl);
    const id = 'demo-chicago-helsinki';
    await stage.database.query(`UPDATE partnership SET review_on = '2027-06-30' WHERE id = $1`, [id]);
    const now = new Date('2027-06-20T02:20:00Z');
    await Promise.all([stage.database, other, stage.database, other].map((database) => keepPartnerships(database, now)));
    for (const event of ['SILENT', 'REVIEW_DUE']) expect(await told(event, id)).toEqual(['demo-chicago-us', 'demo-helsinki-fi']);
    await other.destroy();
  });
});

describe('as time goes by', () => {
  it('a pause is not a silence: two rhythms count from the day of the resumption', async () => {
    stage.time.now = seededAt;
    const id = await becomeSisters(stage, 'demo-berlin-de', 'demo-auckland-nz', { meetingRhythm: 'MONTHLY' });
    const berlin = stage.as(staffOf('demo-berlin-de'));
    const silent = async (day: string) => {
      stage.time.now = new Date(`${day}T12:00:00Z`);
      await keepPartnerships(stage.database, stage.time.now);
      const { partnership } = await berlin.ask('query ($id: ID!) { partnership(id: $id) { confidential { silentSince } } }', {
        id,
      });
      return [partnership.confidential.silentSince, (await told('SILENT', id)).length];
    };
    stage.time.now = new Date('2026-12-01T12:00:00Z');
    await berlin.ask(step('pausePartnership'), { id });
    expect(await silent('2027-06-01')).toEqual([null, 0]);
    await berlin.ask(step('resumePartnership'), { id });
    expect(await silent('2027-07-31')).toEqual([null, 0]);
    expect(await silent('2027-08-01')).toEqual(['2027-08-01', 2]);
    stage.time.now = seededAt;
  });

  it('a contact is deleted when nobody needs it: the night after a withdrawal, but not while its library has a sister', async () => {
    const contact = (id: string, library: string, state: string, expires: string | null) =>
      stage.database.query(
        `WITH new AS (INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, published_on, expires_on, historical, listed_at, demo, source_ids, confidence)
           VALUES ($1, $2, $3, '{}', '{}', '{}', $4::date - 365, $4::date, false, now(), false, '{}', 'HIGH') RETURNING id)
         INSERT INTO listing_contact (listing_id, sealed, digest, submitted_at, confirmed_at) SELECT id, 'x', '', now(), now() FROM new`,
        [id, library, state, expires],
      );
    await contact('gone', 'opatija-hr', 'WITHDRAWN', '2027-01-01');
    await contact('ended', 'lalin-es', 'EXPIRED', '2026-08-01');
    await contact('may-renew', 'lalin-es', 'EXPIRED', '2026-11-01');
    await contact('has-sister', 'demo-berlin-de', 'WITHDRAWN', '2026-08-01');
    await stage.database.query(`UPDATE partnership SET state = 'ENDED' WHERE 'opatija-hr' IN (library_a, library_b)`);
    await stage.database.query(`UPDATE partnership SET state = 'ENDED' WHERE 'lalin-es' IN (library_a, library_b)`);
    await keepListings(stage.database, seededAt, librariesWithPartner);
    const left = await stage.database.query('SELECT listing_id FROM listing_contact ORDER BY 1');
    expect(left.map((row: { listing_id: string }) => row.listing_id)).toEqual(['has-sister', 'may-renew']);
  });
});

describe('a library that proposes too often', () => {
  it('may propose five times in vain to the same library within 30 days, and have 20 proposals open, however many it sends at once', async () => {
    const boston = stage.as(staffOf('demo-boston-us'));
    for (let n = 0; n < 5; n++) {
      const { proposePartnership: made } = await boston.ask(propose, proposal('demo-boston-us', 'demo-tokyo-jp'));
      await boston.ask(step('withdrawProposal'), made);
    }
    expect(codeOf(await boston.run(propose, proposal('demo-boston-us', 'demo-tokyo-jp')))).toBe('TOO_MANY_PROPOSALS');
    expect(codeOf(await stage.as(staffOf('demo-tokyo-jp')).run(propose, proposal('demo-tokyo-jp', oslo)))).toBeUndefined();
    stage.time.now = new Date(seededAt.getTime() + 31 * 86_400_000);
    expect(codeOf(await boston.run(propose, proposal('demo-boston-us', 'demo-tokyo-jp')))).toBeUndefined();
    stage.time.now = seededAt;
    await stage.database.query(
      `INSERT INTO library (id, name, type, city, country, languages, demo, source_ids, confidence)
         SELECT 'asked-' || n, 'Asked', 'PUBLIC', 'Oslo', 'NO', '{no}', false, '{}', 'HIGH' FROM generate_series(1, 40) AS n`,
    );
    await stage.database.query(
      `INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, published_on, expires_on, historical, listed_at, demo, source_ids, confidence)
         SELECT 'asked-' || n, 'asked-' || n, 'PUBLISHED', '{}', '{}', '{}', '2026-11-01', '2027-11-01', false, now(), false, '{}', 'HIGH' FROM generate_series(1, 40) AS n`,
    );
    const asked = Array.from({ length: 40 }, (_, n) => `asked-${n + 1}`);
    const answers = await severalAtOnce(asked, (to) => boston.run(propose, proposal('demo-boston-us', to)));
    expect(answers.map(codeOf).sort()).toEqual([...Array(21).fill('TOO_MANY_PROPOSALS'), ...Array(19).fill(undefined)]);
  });

  it('sends one mailbox three mails a day by a thousand submissions, however the address is written', async () => {
    const submit = 'mutation ($input: SubmitListingInput!) { submitListing(input: $input) { outcome } }';
    const newLibrary = { name: 'Many', type: 'PUBLIC', city: 'Many', country: 'PL', languages: ['pl'] };
    const counts: Record<string, number> = {};
    await severalAtOnce(Array.from({ length: 1_000 }).keys(), async (n) => {
      const contactEmail = `Mass${n % 2 ? `+${n}` : ''}@${n % 3 ? 'example' : 'EXAMPLE'}.org`;
      const input = { newLibrary, commitment: 'FORMAL', contactName: 'Mass', contactEmail, consent: true };
      const code = String(codeOf(await stage.run(submit, { input })));
      counts[code] = (counts[code] ?? 0) + 1;
    });
    expect(counts).toEqual({ undefined: 3, TOO_MANY_SUBMISSIONS: 997 });
  });
});
