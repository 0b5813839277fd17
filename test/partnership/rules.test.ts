// Promises of: the pure rules of the partnership subgraph, without a database.
import { DatePrecision, wholeDay } from '#kit/words/facts';
import { Listing, ListingState } from '#partnership/listings/index';
import { expiryOf } from '#partnership/listings/listing';
import { Partnership, PartnershipState } from '#partnership/partnerships/index';
import { PartnersNotAbroad, pairOf } from '#partnership/partnerships/partnership';

describe('a date that is only partly known', () => {
  it.each([
    ['2017', null, '2017-01-01', DatePrecision.YEAR],
    ['2013-06', null, '2013-06-01', DatePrecision.MONTH],
    ['2017-04-17', null, '2017-04-17', DatePrecision.DAY],
    ['2017-04-17', DatePrecision.AS_OF, '2017-04-17', DatePrecision.AS_OF],
  ])('%s (said to be %s) stands as %s with the precision %s', (text, given, day, precision) => {
    expect(wholeDay(text, given)).toEqual({ day, precision });
  });

  it('stays unknown when nothing of it is known', () => {
    expect(wholeDay(null)).toEqual({ day: null, precision: null });
  });
});

describe('a published listing', () => {
  it.each([
    ['2026-11-23', '2027-11-23'],
    ['2026-12-31', '2027-12-31'],
    ['2028-02-29', '2029-02-28'],
    ['2027-02-28', '2028-02-28'],
    ['2026-03-31', '2027-03-31'],
  ])('of %s stays published until %s', (published, expires) => {
    expect(expiryOf(published)).toBe(expires);
  });
});

describe('a listing', () => {
  const listing = (state: ListingState, historical: boolean, expiresOn: string | null) =>
    Object.assign(new Listing(), { state, historical, expiresOn });
  const eve = new Date('2027-11-22T23:59:59.999Z');
  const morning = new Date('2027-11-23T00:00:00.000Z');

  it('is public and open until the day it expires, and neither from then on', () => {
    const published = listing(ListingState.PUBLISHED, false, '2027-11-23');
    expect([published.isPublic(eve), published.isOpen(eve)]).toEqual([true, true]);
    expect([published.isPublic(morning), published.isOpen(morning)]).toEqual([false, false]);
  });

  it('that is historical is always public and never open', () => {
    const old = listing(ListingState.PUBLISHED, true, null);
    expect([old.isPublic(morning), old.isOpen(morning)]).toEqual([true, false]);
  });

  it.each(Object.values(ListingState).filter((state) => state !== ListingState.PUBLISHED))(
    'that is %s is not public',
    (state) => {
      expect(listing(state, false, '2027-11-23').isPublic(eve)).toBe(false);
    },
  );
});

describe('a partnership', () => {
  it.each([
    [PartnershipState.PROPOSED, false],
    [PartnershipState.ACTIVE, true],
    [PartnershipState.PAUSED, true],
    [PartnershipState.ENDED, true],
    [PartnershipState.DECLINED, false],
    [PartnershipState.WITHDRAWN, false],
  ])('that is %s is public: %s', (state, isPublic) => {
    expect(Object.assign(new Partnership(), { state }).isPublic()).toBe(isPublic);
  });

  const chicago = { id: 'chicago-us', country: 'US' };
  const helsinki = { id: 'helsinki-fi', country: 'FI' };

  it('is stored the same way whichever library comes first', () => {
    expect(pairOf(helsinki, chicago)).toEqual(pairOf(chicago, helsinki));
    expect(pairOf(helsinki, chicago).libraryA).toBe('chicago-us');
  });

  it('is refused within one country, with a code and both ids', () => {
    const refusal = () => pairOf(chicago, { id: 'boston-us', country: 'US' });
    expect(refusal).toThrow(PartnersNotAbroad);
    expect(refusal).toThrow('chicago-us and boston-us are both in US');
  });
});
