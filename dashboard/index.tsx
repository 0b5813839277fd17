// All pages, and how one becomes text. A new page is one file in pages/ and one line here.
import { linksIn } from '../languages/languages';
import { worldOutline } from './charts/world';
import { TurnedAway } from './components/entrance';
import { listsIn, type Named, NamesNow, NamesOf, readNames } from './components/names';
import { Placed } from './components/place';
import { Moved, noPlaces, ToldAt } from './components/refusal';
import { changedMeanwhile, type StatedFields, StatedNow } from './components/stated';
import { Frame, Layout } from './layout';
import { written } from './markup/jsx-runtime';
import {
  type Given,
  type Page,
  type Place,
  type Refused,
  type Shown,
  type Site,
  type SiteFile,
  type Visitor,
  wasDone,
} from './page';
import { accessibility, help, privacy } from './pages/about/index';
import { account } from './pages/account/index';
import { accountLibrary, libraryIds } from './pages/account/library';
import { editListing } from './pages/account/listing';
import { accountPartnership } from './pages/account/partnership/index';
import { propose } from './pages/account/propose';
import { signIn } from './pages/account/signIn';
import { committeeDoubles } from './pages/committee/doubles';
import { committeeFiles } from './pages/committee/files';
import { committee } from './pages/committee/index';
import { committeeLibraries } from './pages/committee/libraries';
import { committeeLibrary } from './pages/committee/library';
import { committeeReport } from './pages/committee/report';
import { committeeStories } from './pages/committee/stories';
import { committeeStory } from './pages/committee/story';
import { committeeSubmission } from './pages/committee/submission';
import { compare } from './pages/compare/index';
import { developers } from './pages/developers/index';
import { examples } from './pages/developers/questions';
import { editBoycott, editBoycotts } from './pages/edit/boycotts';
import { importPolicies } from './pages/edit/importing';
import { edit } from './pages/edit/index';
import { editLaw, editLaws } from './pages/edit/laws';
import { newPolicy } from './pages/edit/newPolicy';
import { editPetition, editPetitions } from './pages/edit/petitions';
import { editPolicy } from './pages/edit/policy';
import { editPublisher, editPublishers } from './pages/edit/publishers';
import { editStatement, editStatements } from './pages/edit/statements';
import { front } from './pages/index';
import { confirmListing } from './pages/listings/confirm';
import { listings } from './pages/listings/index';
import { manageListing, renewListing, reviewListing, stopListingMails, withdrawListing } from './pages/listings/links';
import { newListing } from './pages/listings/new';
import { organizeAbuse } from './pages/organize/abuse';
import { draftPetition, rewritePetition } from './pages/organize/draft';
import { organizeHandOver } from './pages/organize/handOver';
import { organize } from './pages/organize/index';
import { organizePaper } from './pages/organize/paper';
import { organizePetition } from './pages/organize/petition';
import { partnership } from './pages/partnership';
import { embeddedPetition } from './pages/petitions/embedded';
import { petitions } from './pages/petitions/index';
import { petition } from './pages/petitions/petition';
import { embargoes } from './pages/policies/embargoes';
import { policies } from './pages/policies/index';
import { publisher, publishers } from './pages/publishers/index';
import { confirmSignature } from './pages/signatures/confirm';
import { eraseSignature } from './pages/signatures/erase';
import { signatureLinks } from './pages/signatures/links';
import { stopPetitionNews } from './pages/signatures/news';
import { stopSignatureMails } from './pages/signatures/stop';
import { withdrawSignature } from './pages/signatures/withdraw';
import { sisters } from './pages/sisters/index';
import { library } from './pages/sisters/library';
import { stories } from './pages/sisters/stories';
import { story } from './pages/sisters/story';
import { tips } from './pages/sisters/tips';
import { statements } from './pages/statements/index';
import { mayTryAgain, refusalHeading } from './refusals';
import { Speaking, type Words, wordsIn } from './words/words';

const pages: readonly Page[] = [
  front,
  petitions,
  petition,
  embeddedPetition,
  statements,
  policies,
  compare,
  embargoes,
  publishers,
  publisher,
  listings,
  newListing,
  confirmListing,
  manageListing,
  renewListing,
  withdrawListing,
  stopListingMails,
  reviewListing,
  partnership,
  sisters,
  stories,
  story,
  tips,
  library,
  signatureLinks,
  confirmSignature,
  withdrawSignature,
  eraseSignature,
  stopPetitionNews,
  stopSignatureMails,
  signIn,
  account,
  accountLibrary,
  editListing,
  propose,
  accountPartnership,
  committee,
  committeeSubmission,
  committeeLibraries,
  committeeDoubles,
  committeeLibrary,
  organize,
  draftPetition,
  rewritePetition,
  organizePetition,
  committeeStories,
  committeeStory,
  committeeReport,
  organizePaper,
  organizeAbuse,
  organizeHandOver,
  committeeFiles,
  help,
  privacy,
  accessibility,
  developers,
  edit,
  newPolicy,
  editPolicy,
  importPolicies,
  editPublishers,
  editPublisher,
  editStatements,
  editStatement,
  editBoycotts,
  editBoycott,
  editLaws,
  editLaw,
  editPetitions,
  editPetition,
];

/** The pages for people. */
export const site: Site = {
  pages,
  libraryIds,
  made: { 'world.svg': worldOutline },
  examples,
  write: writePage,
  refusesMeanwhile,
  readsNames,
  writeFile,
};

const nobody: Visitor = {};

/** A page as HTML. Without one, the page of a refusal alone. */
export function writePage(page: Page | undefined, given: Given, place: Place): string {
  const words = wordsIn(place.language);
  const { refused } = given.form;
  const mayBeSent = given.done === undefined && (!refused || mayTryAgain(refused));
  const { who = nobody } = given;
  const shown: Shown = { ...words, ...given, who, form: { ...given.form, shown: mayBeSent } };
  const isDone = given.done !== undefined || (page !== undefined && wasDone(page, given.form));
  const done = isDone ? page?.done?.(shown) : undefined;
  // A page with several forms stays what it is, whatever became of one of them.
  const stays = page?.forms !== undefined;
  const title = refused && !stays ? refusalHeading(words, refused) : ((stays ? undefined : done) ?? page?.title(shown) ?? '');
  const Content = page?.content;
  const titleLanguage = refused && !stays ? undefined : page?.titleLanguage?.(shown);
  const places = noPlaces();
  const whole = (isMoved: boolean) => (
    <Speaking value={words}>
      <Placed.Provider value={place}>
        <ToldAt.Provider value={places}>
          {page?.embedded && Content ? (
            <Frame title={title} titleLanguage={titleLanguage} live={given.live !== undefined} asset={place.asset}>
              <Content {...shown} />
            </Frame>
          ) : (
            <Layout
              title={title}
              titleLanguage={titleLanguage}
              description={refused ? undefined : page?.description?.(shown)}
              indexed={page?.indexed === true && !refused}
              wide={page?.wide === true}
              charts={page?.charts === true}
              live={given.live !== undefined}
              answers={isDone ? 'accepted' : given.form.sent === undefined ? undefined : 'refused'}
              place={place}
              who={who}
            >
              {stays && done && (
                <p class="done" role="status">
                  {done} {given.done === undefined && words.t('refused.before')}
                </p>
              )}
              {isMoved && <Moved refused={refused} />}
              {Content ? <Content {...shown} /> : <TurnedAway form={shown.form} who={who} path={place.path} />}
            </Layout>
          )}
        </ToldAt.Provider>
      </Placed.Provider>
    </Speaking>
  );
  const first = written(whole(false));
  places.known = true;
  // The form that was sent may not be there any more.
  const isMoved = stays && refused !== undefined && !isDone && !places.isTold;
  const html = places.isAsked || isMoved ? written(whole(isMoved)) : first;
  const unknown = page && given.form.sent === undefined ? unknownIn(html, page, given.form.fields) : [];
  const told =
    unknown.length > 0 ? html.replace(/(?=<form method="get")/, () => written(<Unknown names={unknown} words={words} />)) : html;
  const lists = listsIn(told).map((list) => listIn(words, list));
  const listed = lists.length > 0 ? told.replace('</main>', () => `${lists.join('')}</main>`) : told;
  return `<!doctype html>\n${linksIn(place.language, listed)}\n`;
}

const writtenLists = new Map<string, string>();

/** A list that the fields of a page complete names from, written once for each language. */
function listIn(words: Words, list: ReturnType<typeof listsIn>[number]): string {
  const key = `${words.language} ${list}`;
  const known = writtenLists.get(key);
  const text =
    known ??
    written(
      <Speaking value={words}>
        <NamesOf list={list} />
      </Speaking>,
    );
  writtenLists.set(key, text);
  return text;
}

/** Names that lead through our own pages, and those that sites elsewhere add to every link. */
const known =
  /^(lang|again|token|to|after|before|one|form|press|down|narrow|named|publisherIds|filter\.policyIds)$|^(utm_|mc_)|clid$/;

/** What an address asks by names that none of the forms of its page has. */
function unknownIn(html: string, { address }: Page, fields: URLSearchParams): string[] {
  if (!html.includes('<form method="get"')) return [];
  const isKnown = (name: string) => known.test(name) || address.includes(`:${name}`) || html.includes(` name="${name}"`);
  return [...new Set([...fields].flatMap(([name, text]) => (text === '' || isKnown(name) ? [] : [name])))];
}

const Unknown = ({ names, words }: { readonly names: readonly string[]; readonly words: Words }) => (
  <p class="refusal" role="alert">
    {words.t('refused.unknown', { names: names.map((name) => name.slice(0, 60)).join(', ') })}
  </p>
);

/** Why a form is not sent yet: what it is about was changed after it was opened. The fields become what they would be now. */
function refusesMeanwhile(page: Page, given: Given, place: Place): Refused | undefined {
  const { fields } = given.form;
  const words = wordsIn(place.language);
  const stated: StatedFields = new Map();
  const Content = page.content;
  const shown: Shown = { ...words, ...given, who: given.who ?? nobody, form: { ...given.form, shown: true } };
  const now = { name: fields.get('form') ?? undefined, one: fields.get('one') ?? undefined, fields: stated };
  written(
    <Speaking value={words}>
      <Placed.Provider value={place}>
        <StatedNow.Provider value={now}>
          <Content {...shown} />
        </StatedNow.Provider>
      </Placed.Provider>
    </Speaking>,
  );
  const changed = changedMeanwhile(stated, fields);
  if (changed.length === 0) return undefined;
  const message = words.t('refused.VERSION_CONFLICT.text');
  return { code: 'VERSION_CONFLICT', message, status: 409, headers: {}, details: { changed } };
}

/** Reads the names back that were typed into fields with too many choices to show. The fields of the page know them. */
function readsNames(page: Page, given: Given, place: Place): Refused | undefined {
  const words = wordsIn(place.language);
  const names = new Map<string, Named>();
  const Content = page.content;
  const shown: Shown = { ...words, ...given, who: given.who ?? nobody, form: { ...given.form, shown: true } };
  written(
    <Speaking value={words}>
      <Placed.Provider value={place}>
        <NamesNow.Provider value={names}>
          <Content {...shown} />
        </NamesNow.Provider>
      </Placed.Provider>
    </Speaking>,
  );
  return readNames(words, names, given.form.fields);
}

/** What a page shows, as a file. */
export function writeFile(file: SiteFile, given: Given, place: Place): string {
  const form = { ...given.form, shown: true };
  const text = file.write({ ...wordsIn(place.language), ...given, who: given.who ?? nobody, form }, place);
  return file.address.endsWith('.svg') ? linksIn(place.language, text) : text;
}
