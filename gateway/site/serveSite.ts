// Pages with plain forms, by which people read and change what the graph lets them: everybody, or the account that is signed in.
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuid } from 'uuid';
import { anonymous } from '#kit/words/identity';
import { type Log, silentLog } from '#kit/words/log';
import { uploadDoors } from '#kit/words/uploadDoors';
import {
  type Answer,
  type Api,
  type ExportedFile,
  type Page,
  type Place,
  type Refused,
  type SiteFile,
  wasDone,
} from '../../dashboard/page';
import { wordsIn } from '../../dashboard/words/words';
import { type Language, languageOf, languages, pathIn, withoutLanguage } from '../../languages/languages';
import { Refusal } from '../operation/refusals';
import { Accounts, type AccountsOptions, doorOf, formsThere, SignInFirst, type Visiting } from './accounts';
import {
  type Asking,
  type AskingOptions,
  answersTo,
  askingFor,
  asksWrongly,
  fault,
  liveUrl,
  missingFrom,
  NoPage,
  NothingAsked,
  oddFlag,
  refusedBy,
  registered,
  tooLate,
} from './asking';
import { addAssets, addRobots, naming, readAssets, type ServedSite } from './assets';
import type { Behind } from './behind';
import { sendRows } from './behind';
import { compressing } from './compression';
import { addOpenFeed, embeddedHeaders, type OpenFeeds } from './embedding';
import {
  FileTooLong,
  type FormSent,
  fieldsOf,
  formSent,
  longestTyped,
  longIn,
  NoForm,
  NotText,
  onlyTries,
  prepared,
  readForm,
  refuseForeign,
  TypedTooMuch,
  typedIn,
  UnreadForm,
} from './forms';
import { LanguageChoice } from './languageChoice';
import { variablesOf } from './variables';

export interface SiteOptions extends AskingOptions, OpenFeeds {
  readonly site: ServedSite;
  /** The address at which people reach the pages, without a trailing slash; what each request says when not given. */
  readonly publicUrl?: string | undefined;
  readonly api?: Api | undefined;
  readonly accounts: Omit<AccountsOptions, 'isSecure'>;
  /** Where the rows of forms go, and where exported files come from. */
  readonly behind: Behind;
  readonly log: Log;
}

/** Pages hold tokens: browsers keep no copy, tell no other site where their reader came from, and run only our scripts. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  vary: 'accept-language, cookie',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'",
};

/** What pages show as files may stand on other sites. A picture brings its style, and can load or run nothing. */
const fileHeaders = {
  'cache-control': 'public, max-age=300',
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const fileTypes: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** A table is saved under the name that its address ends with; browsers show the others. */
function fileHeadersOf({ address }: SiteFile, { audience }: Page) {
  const [name, kind = ''] = address.split('/').at(-1)?.split('.') ?? [];
  const saved = kind === 'csv' && { 'content-disposition': `attachment; filename="${name?.replace(/^:/, '')}.csv"` };
  return {
    ...(audience ? pageHeaders : fileHeaders),
    ...saved,
    'content-type': fileTypes[kind] ?? 'text/plain; charset=utf-8',
  };
}

export interface Pages {
  /** Adds a route for each page and asset. */
  serve(http: FastifyInstance): Promise<void>;
  /** Answers a request that was refused, or that failed, by a page. */
  refuse(error: Error, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

/** Whether a request is that of a person, who reads pages, and not of a program. */
export const wantsPage = ({ headers: { accept } }: FastifyRequest): boolean => accept?.includes('text/html') === true;

/**
 * The pages of a site. Mail scanners open every link, so a GET changes nothing: admission refuses mutations there.
 * The query of an address fills in the form, so that a link also takes the one-click POST of RFC 8058.
 */
export function pagesOf({
  site,
  api,
  addressOf,
  stream,
  behind,
  log,
  publicUrl,
  accounts: accountsOptions,
  ...asking
}: SiteOptions): Pages {
  const asker = askingFor(asking);
  const { clock } = accountsOptions;
  const { rates } = asking.admission.options;
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const accounts = new Accounts({ ...accountsOptions, isSecure });
  const originOf = ({ host, protocol }: FastifyRequest) => publicUrl ?? `${protocol}://${host}`;
  const assets = readAssets(site.assetsFolder, site.made);
  const asset = naming(assets);
  const choice = new LanguageChoice(isSecure);
  const placeOf = (request: FastifyRequest, language?: Language): Place => ({
    ...choice.placeOf(request, originOf(request), language),
    api,
    asset,
    readAsset: (name) => assets.get(name)?.().content.toString() ?? '',
  });

  const door = doorOf(site, asker);
  const refuseOthers = (page: Page, { identity, who }: Visiting, { params, raw }: FastifyRequest) =>
    door(page, params as Record<string, string>, { identity, who, now: clock(), address: addressOf(raw) });

  const show = async (page: Page, request: FastifyRequest, reply: FastifyReply) => {
    refuseUnknown(page, request.params as Record<string, string>);
    if (choice.lead(request, reply)) return reply;
    const place = placeOf(request);
    const fields = fieldsOf(request);
    const isPost = request.method === 'POST';
    if (isPost) refuseForeign(request);
    const { identity, who } = await accounts.visiting(request);
    await refuseOthers(page, { identity, who }, request);
    const by = { identity, who, now: clock(), address: addressOf(request.raw) };
    if (!isPost && fields.has('named') && !(await beforeSending(page, fields, by, who, place)))
      return reply.redirect(`${pathIn(place.language, place.path)}?${askedIn(fields, request)}`, 303);
    const told = !isPost && page.audience ? await accounts.told(request, reply, identity, fields) : undefined;
    const sent: FormSent | undefined = isPost ? formSent(page, fields) : told;
    if (sent?.rows) await rates.countOperation({ subject: identity.subject, address: by.address });
    const long = longIn(request.body);
    const meanwhile = sent?.document && (await beforeSending(page, fields, by, who, place));
    const ready = sent?.document && prepared(page, sent, fields);
    const outcome: Answer<unknown> = meanwhile
      ? { refused: meanwhile }
      : request.body instanceof UnreadForm
        ? { refused: refusedBy(new NotText(request.body)) }
        : long && sent && !sent.rows
          ? { refused: refusedBy(new FileTooLong(long.name)) }
          : sent?.document && ready
            ? await asker.send(sent.document, ready, by)
            : sent?.rows
              ? await sendRows(sent.rows, fields, long?.file, by, { behind, log })
              : { data: told?.data };
    long?.drop();
    if (outcome.data && sent?.rows?.saved) {
      const { name, write } = sent.rows.saved;
      const saved = { 'content-type': fileTypes.csv, 'content-disposition': `attachment; filename="${name}"` };
      return reply.headers({ ...pageHeaders, ...saved }).send(write(outcome.data, wordsIn(place.language)));
    }
    const next = isPost && outcome.data ? page.leads?.[sent?.name || 'sent']?.(outcome.data as never, fields) : undefined;
    if (next) return reply.header('cache-control', 'no-store').redirect(pathIn(place.language, next), 303);
    if (page.audience && outcome.data && ready) {
      const kept = [...fields].filter(([name]) => name === 'one' || onlyTries(ready));
      const did = { at: request.url, name: sent?.name ?? '', fields: kept, data: outcome.data };
      if (await accounts.lead(reply, identity, did)) return reply;
    }
    const answers = await answersTo(page, fields, by, asker);
    const missing = missingFrom(page, answers);
    // Where there is no such thing, a form about it says that first.
    const refused = outcome.data ? undefined : missing?.code === 'NOT_FOUND' ? missing : (outcome.refused ?? missing);
    const given = {
      answers,
      done: outcome.data,
      form: { fields, refused, unique: uuid(), sent: sent?.name },
      live: page.live && liveUrl(registered(page.live), variablesOf(registered(page.live).definition, asking.schema(), fields)),
      who,
      now: by.now,
    };
    const isRefused = refused !== undefined && !wasDone(page, given.form);
    const stands = refused || sent ? undefined : page.stands?.(answers);
    if (stands && stands !== place.path) return reply.headers(pageHeaders).redirect(pathIn(place.language, stands), 302);
    const isVain = !isPost && asksWrongly(page, answers, fields);
    if (!page.indexed || refused || isVain) void reply.header('x-robots-tag', 'noindex');
    if (page.embedded) void reply.removeHeader('x-frame-options');
    return reply
      .code(isRefused ? refused.status : isVain ? 400 : 200)
      .headers({ ...pageHeaders, ...(page.embedded && embeddedHeaders), ...refused?.headers, 'content-language': place.language })
      .send(site.write(missing && !outcome.data && !page.sendsWith ? undefined : page, given, place));
  };

  /** Why a form is not sent that others have overtaken, or that names nobody. What it shows when it is opened is asked once more. */
  const beforeSending = async (page: Page, fields: URLSearchParams, by: Asking, who: Visiting['who'], place: Place) => {
    if (!fields.has('was') && !fields.has('named')) return undefined;
    const answers = await answersTo(page, fields, by, asker);
    const given = { answers, done: undefined, form: { fields, unique: '' }, live: undefined, who, now: by.now };
    const changed = fields.has('was') ? site.refusesMeanwhile?.(page, given, place) : undefined;
    return changed ?? (fields.has('named') ? site.readsNames?.(page, given, place) : undefined);
  };

  const sendFile = async (page: Page, file: SiteFile, request: FastifyRequest, reply: FastifyReply) => {
    refuseUnknown(page, request.params as Record<string, string>);
    const fields = fieldsOf(request);
    const asks = Object.fromEntries(Object.entries(page.asks ?? {}).filter(([name]) => file.of.includes(name)));
    const { identity, who } = await accounts.visiting(request);
    await refuseOthers(page, { identity, who }, request);
    const now = clock();
    const answers = await answersTo({ asks }, fields, { identity, who, now, address: addressOf(request.raw) }, asker);
    const missing = Object.values(answers).find(({ data, refused }) => refused !== undefined || data === undefined);
    const isAsked = Object.values(asks).every(({ variables }) => !variables || variables(fields, who, now));
    const absent = isAsked ? new NoPage() : new NothingAsked(`${originOf(request)}${page.address}`);
    const odd = oddFlag(file, fields);
    const refused = odd ?? (missing && (missing.refused ?? refusedBy(absent)));
    void reply.header('x-robots-tag', 'noindex');
    const place = placeOf(request);
    // The form of the page says what is wrong, at the field that a person can mend.
    if (refused?.code === 'BAD_USER_INPUT' && !odd && wantsPage(request) && !page.address.includes(':'))
      return reply.redirect(`${pathIn(place.language, page.address)}?${fields}`, 302);
    if (refused && wantsPage(request)) return sendRefusal(refused, request, reply);
    if (refused) {
      const { status, headers, code, message, field, details } = refused;
      return reply
        .code(status)
        .headers(headers)
        .send({ errors: [{ message, extensions: { ...details, code, ...(field && { field }) } }] });
    }
    const given = { answers, done: undefined, live: undefined, form: { fields, unique: uuid() }, who, now };
    const language = file.address.endsWith('.svg') && { 'content-language': place.language };
    return reply.headers({ ...fileHeadersOf(file, page), ...language }).send(site.writeFile(file, given, place));
  };

  /** A file that a subgraph writes, as it arrives. */
  const passExport = async (page: Page, { subgraph, path }: ExportedFile, request: FastifyRequest, reply: FastifyReply) => {
    refuseUnknown(page, request.params as Record<string, string>);
    const { identity, who } = await accounts.visiting(request);
    await refuseOthers(page, { identity, who }, request);
    await rates.countOperation({ subject: identity.subject, address: addressOf(request.raw) });
    const answer = await behind.ask(subgraph, path(fieldsOf(request)), identity).catch((err: unknown) => {
      log.warn({ subgraph, err }, 'exported file unavailable');
      return undefined;
    });
    const [error] = answer?.refused?.kind === 'worded' ? answer.refused.errors : [];
    if (error) return sendRefusal(refusedBy({ ...error, extensions: error.extensions ?? {} }), request, reply);
    if (!answer || answer.refused) return sendRefusal(tooLate, request, reply);
    const { 'content-type': type, 'content-disposition': name } = answer.headers;
    return reply
      .headers({
        ...pageHeaders,
        vary: 'cookie',
        ...(type && { 'content-type': type }),
        ...(name && { 'content-disposition': name }),
      })
      .send(answer.body);
  };

  const refuse: Pages['refuse'] = (error, request, reply) => {
    // What was typed into the form of a page that needs an account is kept by the page that asks to sign in.
    const kept = error instanceof SignInFirst ? typedIn(request.body) : undefined;
    // A reader who left in the middle of an answer is no fault of ours.
    return sendRefusal(refusalOf(error, reply.raw.destroyed ? silentLog : log), request, reply, kept);
  };

  const sendRefusal = async (refused: Refused, request: FastifyRequest, reply: FastifyReply, kept?: URLSearchParams) => {
    const form = { fields: kept ?? new URLSearchParams(), refused, unique: uuid(), sent: kept && '' };
    const { who } = await accounts.visiting(request);
    const place = placeOf(request, choice.wantedBy(request));
    return reply
      .code(refused.status)
      .headers({ ...pageHeaders, ...refused.headers, 'x-robots-tag': 'noindex', 'content-language': place.language })
      .send(site.write(undefined, { answers: {}, done: undefined, form, live: undefined, who, now: clock() }, place));
  };

  return {
    refuse,
    async serve(http) {
      await compressing(http);
      http.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: longestTyped },
        (_request, body, done) => done(null, new URLSearchParams(body as string)),
      );
      // RFC 8058 allows its POST in this format too. It says nothing that the address does not.
      http.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, async () => undefined);
      http.setErrorHandler(refuse);
      const inEveryLanguage = site.pages.flatMap((page) => languages.map((language) => ({ page, language })));
      for (const { page, language } of inEveryLanguage) {
        if (!page.takesFiles)
          http.route({
            method: page.sends || page.forms ? ['GET', 'POST'] : ['GET'],
            url: pathIn(language, page.address),
            handler: (request, reply) => show(page, request, reply),
          });
        for (const file of page.files ?? [])
          http.get(pathIn(language, file.address), (request, reply) => sendFile(page, file, request, reply));
        if (page.openFeed) addOpenFeed(http, pathIn(language, page.openFeed), page, asking, { addressOf, stream });
        for (const file of page.exports ?? [])
          http.get(pathIn(language, file.address), (request, reply) => passExport(page, file, request, reply));
      }
      await http.register(async (scope) => {
        scope.removeContentTypeParser('multipart/form-data');
        scope.addContentTypeParser('multipart/form-data', (request: FastifyRequest, body: Readable) =>
          readForm(body, request.headers['content-type'] ?? ''),
        );
        for (const { page, language } of inEveryLanguage)
          if (page.takesFiles)
            scope.route({
              method: ['GET', 'POST'],
              url: pathIn(language, page.address),
              handler: (request, reply) =>
                show(page, request, reply).catch((error: unknown) => {
                  longIn(request.body)?.drop();
                  throw error;
                }),
            });
      });
      accounts.addRoutes(http, {
        originOf,
        checked: refuseForeign,
        count: async ({ raw }) => rates.countOperation({ subject: null, address: addressOf(raw) }),
        libraryName: async (library, { raw }) => {
          if (!site.libraryIds) return undefined;
          const by = { identity: anonymous, who: {}, now: clock(), address: addressOf(raw) };
          const { data } = await asker.show(site.libraryIds.asks, new URLSearchParams({ library }), by);
          return data === undefined ? undefined : site.libraryIds.name(data);
        },
      });
      addAssets(http, assets);
      addRobots(http, site, asker, originOf, clock);
      http.get('/*', async (request, reply) => {
        if (!wantsPage(request)) return reply.callNotFound();
        const [path = '', ...query] = request.url.split('?');
        if (/^(\/[\w.~%-]+)+\/$/.test(path)) return reply.redirect([path.slice(0, -1), ...query].join('?'), 308);
        const form = placeOfForm(site, withoutLanguage(path));
        if (form) return reply.redirect(pathIn(languageOf(path), form), 302);
        throw new NoPage();
      });
    },
  };
}

/** The fields of an address without the parts of its path. */
const askedIn = (fields: URLSearchParams, { params }: FastifyRequest) =>
  new URLSearchParams([...fields].filter(([name]) => !Object.hasOwn(params as object, name)));

/** The page whose form is sent to an address that nobody can open. */
function placeOfForm({ pages }: ServedSite, path: string): string | undefined {
  const doors = pages.flatMap(({ address, rows = {} }) => Object.values(rows).map(({ door }) => ({ address, door })));
  for (const { address, door } of doors) {
    const parts = new RegExp(`^${uploadDoors[door].path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (parts) return address.replace(/:(\w+)/g, (_, name: string) => parts.groups?.[name] ?? '');
  }
  return formsThere[path];
}

/** No id holds a control character, and PostgreSQL takes no U+0000 at all. @throws NoPage */
function refuseUnknown({ where = {} }: Page, parts: Readonly<Record<string, string>>): void {
  for (const [name, part] of Object.entries(parts))
    if (/\p{Cc}/u.test(part) || where[name]?.test(part) === false) throw new NoPage();
}

/** Says why a request could not be read. A fault of ours is logged, and its cause is not shown. */
function refusalOf(error: Error & { readonly statusCode?: number }, log: Log): Refused {
  if (error instanceof Refusal) return refusedBy(error);
  if (error.statusCode === 413) return refusedBy(new TypedTooMuch());
  const { statusCode: status = 500, message } = error;
  if (status === 415) return refusedBy(new NoForm(status));
  if (status < 500) return { ...refusedBy({ message, extensions: { code: 'BAD_REQUEST' } }), status };
  log.error({ err: error }, 'page failed');
  return fault();
}
