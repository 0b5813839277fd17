// Promises of: a partnership from its proposal to its end, and who can do what.
import { codeOf } from '../../support/graphql';
import { committee, staffOf } from '../../support/identities';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const fields = `id state formality meetingRhythm goals allowedActions startedOn { date }
  confidential { message reply proposedBy { id } agreement { version text } pendingAgreement { version agreedBy { id } } agreements { version } reviewOn }`;
const propose = `mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { ${fields} } }`;
const accept = `mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { ${fields} } }`;
const look = `query ($id: ID!) { partnership(id: $id) { ${fields} } }`;
const step = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { ${fields} } }`;
const decline = `mutation ($id: ID!, $reason: String!) { declinePartnership(id: $id, reason: $reason) { ${fields} } }`;
const agree = `mutation ($id: ID!, $version: Int!) { agreeToTerms(id: $id, version: $version) { ${fields} } }`;
const proposeTerms = `mutation ($id: ID!, $after: Int!, $terms: AgreementTermsInput!) { proposeTerms(id: $id, after: $after, terms: $terms) { ${fields} } }`;

const terms = { formality: 'INFORMAL', meetingRhythm: 'MONTHLY', goals: ['CULTURAL_KNOWLEDGE'], text: 'One hour a month.' };
const proposal = (from: string, to: string, more: object = {}) => ({
  input: { fromLibraryId: from, toLibraryId: to, message: 'Shall we?', terms, ...more },
});

const nairobi = staffOf('demo-nairobi-ke');
const oslo = staffOf('demo-oslo-no');
const tokyo = staffOf('demo-tokyo-jp');

describe('a proposal', () => {
  it('is seen by both partners and the committee, and by nobody else', async () => {
    const { proposePartnership: made } = await stage.as(nairobi).ask(propose, proposal('demo-nairobi-ke', 'demo-oslo-no'));
    expect(made).toMatchObject({ state: 'PROPOSED', allowedActions: ['WITHDRAW'], confidential: { message: 'Shall we?' } });
    const { partnership: theirs } = await stage.as(oslo).ask(look, made);
    expect(theirs).toMatchObject({
      allowedActions: ['ACCEPT', 'DECLINE'],
      confidential: { proposedBy: { id: 'demo-nairobi-ke' } },
    });
    expect((await stage.as(committee).ask(look, made)).partnership).toMatchObject({
      allowedActions: [],
      confidential: { reply: null },
    });
    for (const other of [stage, stage.as(tokyo)]) expect(codeOf(await other.run(look, made))).toBe('NOT_FOUND');
    const own = `query ($libraryId: ID!) { ownPartnerships(libraryId: $libraryId) { totalCount nodes { id } } }`;
    expect((await stage.as(oslo).ask(own, { libraryId: 'demo-oslo-no' })).ownPartnerships.nodes).toContainEqual({ id: made.id });
    expect(codeOf(await stage.as(tokyo).run(own, { libraryId: 'demo-oslo-no' }))).toBe('FORBIDDEN');
    await stage.as(nairobi).ask(step('withdrawProposal'), made);
    expect((await stage.as(oslo).ask(look, made)).partnership).toMatchObject({ state: 'WITHDRAWN', allowedActions: [] });
  });

  it('is declined with a reason that the proposer reads, and can be made again', async () => {
    const { proposePartnership: made } = await stage.as(nairobi).ask(propose, proposal('demo-nairobi-ke', 'demo-oslo-no'));
    expect(codeOf(await stage.as(oslo).run(decline, { id: made.id, reason: '  ' }))).toBe('BAD_USER_INPUT');
    await stage.as(oslo).ask(decline, { id: made.id, reason: 'Not this year.' });
    const { partnership } = await stage.as(nairobi).ask(look, made);
    expect(partnership).toMatchObject({ state: 'DECLINED', confidential: { reply: 'Not this year.' } });
    const again = await stage.as(nairobi).ask(propose, proposal('demo-nairobi-ke', 'demo-oslo-no'));
    expect(again.proposePartnership.id).not.toBe(made.id);
    await stage.as(nairobi).ask(step('withdrawProposal'), again.proposePartnership);
  });

  it.each([
    ['oneself', 'demo-nairobi-ke', 'demo-nairobi-ke', 'OWN_SISTER'],
    ['a library that does not exist', 'demo-nairobi-ke', 'alexandria-eg', 'NOT_FOUND'],
    ['a library that seeks nobody', 'demo-nairobi-ke', 'galway-ie', 'NOT_SEEKING'],
    ['a library that sought in the past', 'demo-nairobi-ke', 'lalin-es', 'NOT_SEEKING'],
    ['on behalf of another library', 'demo-tokyo-jp', 'demo-oslo-no', 'FORBIDDEN'],
  ])('to %s is refused', async (_what, from, to, code) => {
    expect(codeOf(await stage.as(nairobi).run(propose, proposal(from, to)))).toBe(code);
  });

  it('within one country, or beside a current partnership, is refused', async () => {
    const chicago = stage.as(staffOf('demo-chicago-us'));
    expect(codeOf(await chicago.run(propose, proposal('demo-chicago-us', 'demo-boston-us')))).toBe('PARTNERS_NOT_ABROAD');
    const answer = await chicago.run(propose, proposal('demo-chicago-us', 'demo-helsinki-fi'));
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'PARTNERSHIP_EXISTS', partnershipId: 'demo-chicago-helsinki' });
  });

  it('needs an account and valid terms', async () => {
    expect(codeOf(await stage.run(propose, proposal('demo-nairobi-ke', 'demo-oslo-no')))).toBe('UNAUTHENTICATED');
    for (const bad of [
      { message: '' },
      { message: 'x'.repeat(4_001) },
      { terms: { ...terms, formality: 'UNKNOWN' } },
      { terms: { ...terms, startsOn: '2027-02-01', endsOn: '2027-01-01' } },
      { terms: { ...terms, text: 'x'.repeat(20_001) } },
    ])
      expect(codeOf(await stage.as(nairobi).run(propose, proposal('demo-nairobi-ke', 'demo-oslo-no', bad)))).toBe(
        'BAD_USER_INPUT',
      );
  });

  it('between invented libraries is marked as invented', async () => {
    const { proposePartnership: made } = await stage.as(nairobi).ask(propose, proposal('demo-nairobi-ke', 'demo-oslo-no'));
    const { partnership } = await stage.as(nairobi).ask('query ($id: ID!) { partnership(id: $id) { demo confidence } }', made);
    expect(partnership).toEqual({ demo: true, confidence: 'DEMO' });
    await stage.database.query('DELETE FROM agreement_version WHERE partnership_id = $1', [made.id]);
    await stage.database.query('DELETE FROM partnership WHERE id = $1', [made.id]);
  });

  it('keeps HTML in its message as text', async () => {
    const message = '<script>alert(1)</script> & "quotes"';
    const { proposePartnership: made } = await stage
      .as(nairobi)
      .ask(propose, proposal('demo-nairobi-ke', 'demo-oslo-no', { message }));
    expect(made.confidential.message).toBe(message);
    await stage.as(nairobi).ask(step('withdrawProposal'), made);
  });
});

describe('a partnership', () => {
  it('begins with amended terms, which apply once both have agreed to the same version, and ends', async () => {
    const accra = staffOf('demo-accra-gh');
    const { proposePartnership: made } = await stage.as(nairobi).ask(propose, proposal('demo-nairobi-ke', 'demo-oslo-no'));
    const amendedTerms = { ...terms, formality: 'FORMAL', text: 'Two hours a month.', reviewOn: '2027-06-01' };
    expect(codeOf(await stage.as(nairobi).run(accept, { input: { partnershipId: made.id, version: 1 } }))).toBe(
      'ACTION_NOT_ALLOWED',
    );
    const superseded = await stage.as(oslo).run(accept, { input: { partnershipId: made.id, version: 2 } });
    expect(superseded.errors?.[0]?.extensions).toMatchObject({ code: 'AGREEMENT_SUPERSEDED', newest: 1 });
    const { acceptPartnership: begun } = await stage
      .as(oslo)
      .ask(accept, { input: { partnershipId: made.id, version: 1, reply: 'Gladly.', amendedTerms } });
    expect(begun).toMatchObject({
      state: 'ACTIVE',
      formality: 'UNKNOWN',
      startedOn: { date: '2026-11-23' },
      confidential: { reply: 'Gladly.', agreement: null, pendingAgreement: { version: 2, agreedBy: [{ id: 'demo-oslo-no' }] } },
    });
    expect(begun.allowedActions).not.toContain('AGREE');
    expect(codeOf(await stage.as(nairobi).run(agree, { id: made.id, version: 1 }))).toBe('AGREEMENT_SUPERSEDED');
    const { agreeToTerms: agreed } = await stage.as(nairobi).ask(agree, { id: made.id, version: 2 });
    expect(agreed).toMatchObject({
      formality: 'FORMAL',
      meetingRhythm: 'MONTHLY',
      confidential: { agreement: { version: 2, text: 'Two hours a month.' }, pendingAgreement: null, reviewOn: '2027-06-01' },
    });
    const { partnership: seen } = await stage.ask(look, made);
    expect(seen).toMatchObject({ state: 'ACTIVE', formality: 'FORMAL', confidential: null, allowedActions: [] });

    const later = { ...terms, meetingRhythm: 'QUARTERLY' };
    const { proposeTerms: third } = await stage.as(nairobi).ask(proposeTerms, { id: made.id, after: 2, terms: later });
    expect(third).toMatchObject({
      meetingRhythm: 'MONTHLY',
      confidential: { agreement: { version: 2 }, pendingAgreement: { version: 3 } },
    });
    expect(codeOf(await stage.as(oslo).run(proposeTerms, { id: made.id, after: 2, terms: later }))).toBe('AGREEMENT_SUPERSEDED');
    expect(codeOf(await stage.as(nairobi).run(agree, { id: made.id, version: 3 }))).toBe('ACTION_NOT_ALLOWED');
    await stage.as(oslo).ask(agree, { id: made.id, version: 3 });

    await stage.as(oslo).ask(step('pausePartnership'), made);
    expect((await stage.as(nairobi).ask(look, made)).partnership.allowedActions).toEqual(
      expect.arrayContaining(['RESUME', 'END', 'LOG_ACTIVITY']),
    );
    expect(codeOf(await stage.as(oslo).run(step('pausePartnership'), made))).toBe('ACTION_NOT_ALLOWED');
    await stage.as(nairobi).ask(step('resumePartnership'), made);
    expect(codeOf(await stage.as(accra).run(step('endPartnership'), made))).toBe('FORBIDDEN');
    const { endPartnership: ended } = await stage.as(nairobi).ask(step('endPartnership'), made);
    expect(ended).toMatchObject({ state: 'ENDED', allowedActions: ['CONSENT_TO_STORIES'] });
    expect(codeOf(await stage.as(oslo).run(accept, { input: { partnershipId: made.id, version: 3 } }))).toBe(
      'ACTION_NOT_ALLOWED',
    );
    const audits = await stage.database.query('SELECT action, subject FROM audit_entry WHERE record_id = $1 ORDER BY at, id', [
      made.id,
    ]);
    expect(audits).toHaveLength(8);
    // The listing of Nairobi still has a place, so former sisters may begin again.
    const again = await stage.as(oslo).ask(propose, proposal('demo-oslo-no', 'demo-nairobi-ke'));
    await stage.as(oslo).ask(step('withdrawProposal'), again.proposePartnership);
  });

  it('takes the last place of a listing, which then leaves the list, and the next acceptance is refused', async () => {
    const ids: string[] = [];
    for (const from of ['demo-oslo-no', 'demo-accra-gh']) {
      const { proposePartnership: made } = await stage.as(staffOf(from)).ask(propose, proposal(from, 'demo-tokyo-jp'));
      ids.push(made.id);
    }
    // Both at once: the rows of the listings are locked, so one of them finds the place taken.
    const answers = await Promise.all(
      ids.map((partnershipId) => stage.as(tokyo).run(accept, { input: { partnershipId, version: 1 } })),
    );
    expect(answers.map(codeOf).sort()).toEqual(['NO_CAPACITY', undefined].sort());
    expect(await stage.database.query(`SELECT state FROM listing WHERE id = 'seeking-demo-tokyo-jp'`)).toEqual([
      { state: 'MATCHED' },
    ]);
    const nextOne = await stage.as(nairobi).run(propose, proposal('demo-nairobi-ke', 'demo-tokyo-jp'));
    expect(codeOf(nextOne)).toBe('NO_CAPACITY');
  });
});

describe('two proposals that cross', () => {
  const both = (first: object, second: object) =>
    Promise.all([
      stage.as(staffOf('demo-berlin-de')).run(propose, proposal('demo-berlin-de', 'demo-auckland-nz', first)),
      stage.as(staffOf('demo-auckland-nz')).run(propose, proposal('demo-auckland-nz', 'demo-berlin-de', second)),
    ]);

  it('become one active partnership, also when they come at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const answers = await both({}, {});
      expect(answers.map(codeOf)).toEqual([undefined, undefined]);
      const made = answers.map(({ data }) => data.proposePartnership);
      expect(made[0].id).toBe(made[1].id);
      expect(made.map(({ state }: { state: string }) => state).sort()).toEqual(['ACTIVE', 'PROPOSED']);
      const { partnership } = await stage.as(staffOf('demo-berlin-de')).ask(look, made[0]);
      expect(partnership).toMatchObject({ state: 'ACTIVE', confidential: { agreement: { version: 1 } } });
      await stage.as(staffOf('demo-berlin-de')).ask(step('endPartnership'), made[0]);
      await stage.database.query(`UPDATE listing SET state = 'PUBLISHED' WHERE state = 'MATCHED'`);
    }
  });

  it('leave different terms for the first proposer to agree to', async () => {
    const { proposePartnership: made } = await stage
      .as(staffOf('demo-berlin-de'))
      .ask(propose, proposal('demo-berlin-de', 'demo-auckland-nz'));
    const other = { ...terms, meetingRhythm: 'YEARLY' };
    const { proposePartnership: met } = await stage
      .as(staffOf('demo-auckland-nz'))
      .ask(propose, proposal('demo-auckland-nz', 'demo-berlin-de', { terms: other, message: 'We too.' }));
    expect(met).toMatchObject({
      id: made.id,
      state: 'ACTIVE',
      confidential: { agreement: null, pendingAgreement: { version: 2 } },
    });
    expect(met.confidential).toMatchObject({ message: 'Shall we?', reply: 'We too.' });
    const repeated = await stage.as(staffOf('demo-berlin-de')).run(propose, proposal('demo-berlin-de', 'demo-auckland-nz'));
    expect(codeOf(repeated)).toBe('PARTNERSHIP_EXISTS');
  });

  it('cannot become two partnerships through two connections: the database refuses the second', async () => {
    const insert = (id: string) =>
      `INSERT INTO partnership (id, library_a, country_a, library_b, country_b, state, proposed_by, formality, listed_on, goals, activity_kinds,
         historical, demo, source_ids, confidence) VALUES ('${id}', 'demo-boston-us', 'US', 'demo-oslo-no', 'NO', 'PROPOSED', 'demo-oslo-no', 'UNKNOWN',
         '2026-01-01', '{}', '{}', false, false, '{}', 'HIGH')`;
    const [one, two] = [stage.database.createQueryRunner(), stage.database.createQueryRunner()];
    await Promise.all([one.startTransaction(), two.startTransaction()]);
    await one.query(insert('first'));
    const waits = two.query(insert('second')).then(
      () => 'made',
      (error: Error) => error.message,
    );
    await one.commitTransaction();
    expect(await waits).toMatch('partnership_living_pair');
    await two.rollbackTransaction();
    await Promise.all([one.release(), two.release()]);
    await stage.database.query(`DELETE FROM partnership WHERE id = 'first'`);
  });
});
