// Terms of ONIX for Books 3: what usage constraints, price constraints, licenses and prices of products say of lending, by their codes.
import { isCurrency } from '../terms/license';
import type { Limit, StatedOffer } from './draft';
import { elementsOf, type XmlElement } from './xml';

/** Short tags of the elements that we read; reference names stand for themselves. */
const short: Readonly<Record<string, string>> = {
  product: 'Product',
  a001: 'RecordReference',
  descriptivedetail: 'DescriptiveDetail',
  b012: 'ProductForm',
  epubusageconstraint: 'EpubUsageConstraint',
  x318: 'EpubUsageType',
  x319: 'EpubUsageStatus',
  epubusagelimit: 'EpubUsageLimit',
  x320: 'Quantity',
  x321: 'EpubUsageUnit',
  epublicense: 'EpubLicense',
  x511: 'EpubLicenseName',
  epublicenseexpression: 'EpubLicenseExpression',
  x508: 'EpubLicenseExpressionType',
  x510: 'EpubLicenseExpressionLink',
  price: 'Price',
  j261: 'PriceQualifier',
  priceconstraint: 'PriceConstraint',
  x529: 'PriceConstraintType',
  x530: 'PriceConstraintStatus',
  priceconstraintlimit: 'PriceConstraintLimit',
  x531: 'PriceConstraintUnit',
  j151: 'PriceAmount',
  j152: 'CurrencyCode',
  territory: 'Territory',
  x449: 'CountriesIncluded',
  x450: 'RegionsIncluded',
};
const nameOf = ({ name }: XmlElement) => short[name] ?? name;
const within = (element: XmlElement, name: string) => element.children.filter((child) => nameOf(child) === name);
const textIn = (element: XmlElement, name: string) => within(element, name)[0]?.text ?? '';
const named = (tree: XmlElement, wanted: string) => [...elementsOf(tree, (name) => (short[name] ?? name) === wanted)];

/** Whether a tree is a message of ONIX, by reference names or short tags. */
export const isOnix = ({ name }: XmlElement) => /^onixmessage$/i.test(name) || (short[name] ?? name) === 'Product';

/** List 59: prices for libraries. */
const libraryPrices = new Set(['06', '10', '14', '15', '16', '18']);

/** One constraint, of List 145 or 230 (the same codes), with its status of List 146 and its limits by units of List 147. */
interface Constraint {
  readonly type: string;
  readonly status: string;
  readonly limits: readonly { readonly quantity: string; readonly unit: string }[];
}

const constraintsOf = (element: XmlElement, prefix: 'EpubUsage' | 'PriceConstraint'): Constraint[] =>
  within(element, prefix === 'EpubUsage' ? 'EpubUsageConstraint' : 'PriceConstraint').map((each) => ({
    type: textIn(each, `${prefix}Type`),
    status: textIn(each, `${prefix}Status`),
    limits: within(each, `${prefix}Limit`).map((limit) => ({
      quantity: textIn(limit, 'Quantity'),
      unit: textIn(limit, `${prefix}Unit`),
    })),
  }));

/** An offer for each price of a product that is for libraries, else one for the product. */
export function offersOfOnix(tree: XmlElement): StatedOffer[] {
  return named(tree, 'Product').flatMap((product, index) => {
    const id = textIn(product, 'RecordReference').slice(0, 200) || `product ${index + 1}`;
    const detail = within(product, 'DescriptiveDetail')[0];
    const ofProduct = detail ? constraintsOf(detail, 'EpubUsage') : [];
    const license = detail ? licensesIn(detail) : [];
    const prices = named(product, 'Price').filter((price) => libraryPrices.has(textIn(price, 'PriceQualifier')));
    const about = { ...formatsOf(textIn(detail ?? product, 'ProductForm')) };
    if (prices.length === 0) {
      const unpriced = 'The product has no price for libraries (List 59: 06, 10, 14, 15, 16 or 18).';
      return [{ id, ...about, ...lendingOf(ofProduct, license), price: null, unpriced, territories: [] }];
    }
    return prices.map((price) => {
      const own = constraintsOf(price, 'PriceConstraint');
      // A constraint of the price stands in place of one of the same type of the product.
      const all = [...ofProduct.filter(({ type }) => !own.some((one) => meaningOf(one.type) === meaningOf(type))), ...own];
      const lending = lendingOf(all, [...license, ...licensesIn(price)]);
      return { id, ...about, ...lending, ...priceOf(price), territories: territoriesOf(price) };
    });
  });
}

/** Library loan (16) is the later and narrower word for lend (06). */
const meaningOf = (type: string) => (type === '16' ? '06' : type);

const times = '10';
const users = '07';

function lendingOf(constraints: readonly Constraint[], licenses: readonly string[]) {
  const of = (type: string) => constraints.filter((one) => meaningOf(one.type) === type);
  const lend = of('06');
  const notes = licenses.map((name) => `License: ${name}`);
  const free = of('00').length > 0;
  const silent = { why: 'No usage constraint (List 145: 06 or 16) says whether and how often it may be lent.' };
  const offered = !lend.some(({ status }) => status === '03');
  if (of('08').length > 0) notes.push('A limit of renewals of a loan (code 08) is stated; policies have no field for it.');
  const unread = lend.flatMap(({ limits }) => limits.filter(({ unit }) => ![times, users, '09', '13', '14'].includes(unit)));
  for (const { quantity, unit } of unread)
    notes.push(`A limit of ${quantity} in unit ${unit} (List 147) of lending has no field.`);
  const loans = lend.length === 0 && !free ? silent : limitIn(lend, [times], 'loans', (quantity) => quantity);
  return {
    offered,
    limits: {
      checkouts: loans,
      durationMonths: durationOf(of('07'), free),
      concurrency: concurrencyOf(of('09'), lend, free),
      lengthDays: limitIn(lend, ['09', '13', '14'], 'days of a loan', (quantity, unit) =>
        unit === '14'
          ? { why: `A loan lasts ${quantity} months, which are no whole number of days.` }
          : quantity * (unit === '13' ? 7 : 1),
      ),
    },
    notes,
  };
}

/** The one quantity that constraints of a type state in some units. ONIX writes 0 where something is not limited. */
function limitIn(
  constraints: readonly Constraint[],
  units: readonly string[],
  what: string,
  read: (quantity: number, unit: string) => Limit,
): Limit {
  const odd = constraints.find(({ status }) => !['01', '02', '03'].includes(status));
  if (odd)
    return {
      why: `The status of a constraint of type ${odd.type} is ${JSON.stringify(odd.status)}, which List 146 does not know.`,
    };
  const limits = constraints.flatMap((one) => one.limits.filter(({ unit }) => units.includes(unit)));
  const found = [...new Set(limits.map(({ quantity, unit }) => JSON.stringify([quantity, unit])))];
  if (found.length > 1)
    return {
      why: `The number of ${what} is stated as ${limits.map(({ quantity }) => quantity).join(' and ')}; only one can be right.`,
    };
  const [limit] = limits;
  if (!limit) {
    const bare = constraints.some(({ status, limits }) => status === '02' && limits.length === 0);
    return bare ? { why: `The status is 02, subject to a limit, but the limit of ${what} is missing.` } : null;
  }
  if (!/^\d{1,9}$/.test(limit.quantity))
    return { why: `The number of ${what} is ${JSON.stringify(limit.quantity)}, which is no whole number.` };
  const quantity = Number(limit.quantity);
  return quantity === 0 ? null : read(quantity, limit.unit);
}

/** Time-limited license (07): months, or days or weeks that are whole months; never a fixed end. Without it a license is perpetual. */
function durationOf(constraints: readonly Constraint[], free: boolean): Limit {
  if (constraints.length === 0 || free || constraints.every(({ status }) => status === '01')) return null;
  const units = new Set(constraints.flatMap(({ limits }) => limits.map(({ unit }) => unit)));
  const fixed = [...units].find((unit) => ['27', '28', '29', '99'].includes(unit));
  if (fixed)
    return {
      why: `The license ends on a fixed day (unit ${fixed} of List 147), not after a time from its purchase. Write how long it lasts when it is bought.`,
    };
  return limitIn(constraints, ['14', '09', '13'], 'months of the license', (quantity, unit) => {
    if (unit === '14') return quantity;
    const days = quantity * (unit === '13' ? 7 : 1);
    return {
      why: `The license lasts ${days} days, about ${Number((days / 30.4369).toFixed(1))} months. Write the months that the contract says.`,
    };
  });
}

/** Multi-user license (09), else the concurrent users of lending; without both, lending takes the copy out of use. */
function concurrencyOf(multi: readonly Constraint[], lend: readonly Constraint[], free: boolean): Limit {
  const all = [...multi, ...lend];
  if (all.some(({ limits }) => limits.some(({ unit }) => unit === users)))
    return limitIn(all, [users], 'readers at once', (n) => n);
  if (free || multi.some(({ status }) => status === '01')) return null;
  if (multi.some(({ status }) => status === '03')) return 1;
  if (multi.length > 0) return limitIn(multi, [users], 'readers at once', (n) => n);
  if (lend.length > 0) return 1;
  return { why: 'No constraint (List 145: 09, or 06 or 16 with unit 07) says how many can read it at once.' };
}

/** Names of licenses with where to read them, a machine's expression after one for people (List 218). */
const licensesIn = (element: XmlElement): string[] =>
  within(element, 'EpubLicense').map((license) => {
    const links = within(license, 'EpubLicenseExpression')
      .sort((a, b) => (textIn(a, 'EpubLicenseExpressionType') < textIn(b, 'EpubLicenseExpressionType') ? -1 : 1))
      .map((each) => textIn(each, 'EpubLicenseExpressionLink'))
      .filter(Boolean);
    return [textIn(license, 'EpubLicenseName'), ...links].filter(Boolean).join(', ').slice(0, 400);
  });

/** List 150: EA, EB, EC and ED are digital, AJ and AN are downloaded and streamed sound. */
function formatsOf(form: string): Pick<StatedOffer, 'formats' | 'formatSaid'> {
  if (/^E[ABCD]$/.test(form)) return { formats: ['EBOOK'], formatSaid: form };
  if (/^A[JN]$/.test(form)) return { formats: ['AUDIOBOOK'], formatSaid: form };
  return { formats: [], formatSaid: form === '' ? 'ProductForm is missing.' : `ProductForm ${form} (List 150) is neither.` };
}

function priceOf(price: XmlElement): Pick<StatedOffer, 'price' | 'unpriced'> {
  const [amount, currency] = [textIn(price, 'PriceAmount'), textIn(price, 'CurrencyCode')];
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(amount))
    return { price: null, unpriced: 'The price for libraries has no amount (PriceAmount).' };
  if (!isCurrency(currency))
    return { price: null, unpriced: `The currency of the price is ${JSON.stringify(currency)}, which ISO 4217 does not know.` };
  return { price: { amount, currency }, unpriced: '' };
}

const territoriesOf = (price: XmlElement): string[] =>
  within(price, 'Territory').flatMap((territory) => [
    ...textIn(territory, 'CountriesIncluded').split(/\s+/).filter(Boolean),
    ...(textIn(territory, 'RegionsIncluded') === 'WORLD' ? ['WORLD'] : []),
  ]);
