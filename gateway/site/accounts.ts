// Signing in to the pages and out again: by the OpenID Connect provider, or on a developer's own computer by a choice.
import { createHash } from 'node:crypto';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Clock } from '#kit/words/clock';
import { anonymous, type Identity, localIssuer, Role } from '#kit/words/identity';
import { type KeyRing } from '#kit/words/secrets';
import { type Page, type Site, type Visitor } from '../../dashboard/page';
import { languages, pathIn } from '../../languages/languages';
import { type OpenId, type SignInAttempt, SignInFailed } from '../access/openId';
import { claimsOf, cookiesFor, longestSessionS, Sealing, type Session, sessionOf } from '../access/session';
import { type RateLimits } from '../operation/rates';
import { Refusal } from '../operation/refusals';
import { type Asker, type Asking } from './asking';

export interface AccountsOptions {
  readonly keys: KeyRing;
  /** Undefined where nobody can sign in by a provider. */
  readonly openId: OpenId | undefined;
  /** Whether somebody on this computer may choose who to be: never in production. */
  readonly choice: boolean;
  /** Behind a proxy nobody is on this computer. */
  readonly trustedProxies: number;
  /** Whether people reach us over https. */
  readonly isSecure: boolean;
  /** Which sessions were signed out of before their time was over, on any gateway. */
  readonly ended: Pick<RateLimits, 'end' | 'hasEnded'>;
  readonly clock: Clock;
}

/** Whom a page is shown to, and in whose name it asks. */
export interface Visiting {
  readonly identity: Identity;
  readonly who: Visitor;
}

interface RoutesOptions {
  readonly originOf: (request: FastifyRequest) => string;
  /** Refuses forms that other sites sent. */
  readonly checked: (request: FastifyRequest) => void;
  /** Counts what costs a call of the provider against the address it came from. @throws RateLimited */
  readonly count: (request: FastifyRequest) => Promise<void>;
  /** What a library is called; undefined where that is not known at the moment. */
  readonly libraryName: (id: string, request: FastifyRequest) => Promise<string | undefined>;
}

/** Addresses that only programs see; the pages themselves are in dashboard/pages/account. */
const paths = {
  start: '/account/sign-in/start',
  back: '/account/sign-in/back',
  choice: '/account/sign-in/choice',
  out: '/account/sign-out',
  outThere: '/account/sign-out/provider',
} as const;

/** Where the forms stand that are sent to addresses which nobody can open. */
export const formsThere: Readonly<Record<string, string>> = { [paths.out]: '/account', [paths.choice]: '/account/sign-in' };

const [sessionCookie, attemptCookie, toldCookie] = ['shelfbridge', 'shelfbridge-sign-in', 'shelfbridge-told'];
const [attemptLifetimeS, toldLifetimeS] = [600, 60];
/** How much of a form and its answer is carried to the next page, in characters: it makes two pieces of a cookie. */
const longestTold = 4_000;

/** What became of a form in a room. */
export interface FormOutcome {
  /** The address of its page, with what was asked. */
  readonly at: string;
  readonly name: string;
  /** What its page needs of what was typed to tell it. */
  readonly fields: readonly (readonly [name: string, text: string])[];
  readonly data: unknown;
}

/** Nobody can sign in this way here. */
class NoSignIn extends Refusal {
  constructor(what: string) {
    super(404, 'NOT_FOUND', `${what} Start from the front page.`);
  }
}

/** Who visits the pages; the routes by which people sign in and out. */
export class Accounts {
  readonly #sealing: Sealing;
  readonly #cookies: ReturnType<typeof cookiesFor>;

  constructor(private readonly options: AccountsOptions) {
    this.#sealing = new Sealing(options.keys, options.clock);
    this.#cookies = cookiesFor(options.isSecure);
  }

  /** Who sent a request for a page. */
  async visiting(request: FastifyRequest): Promise<Visiting> {
    const choice = this.#mayChoose(request);
    const signIn = { provider: this.options.openId !== undefined, choice };
    const text = this.#cookies.read(request.headers.cookie, sessionCookie);
    if (text === undefined) return { identity: anonymous, who: { signIn } };
    const claims = await this.#opened(text, choice);
    const isOver = claims === 'ended' || claims === undefined || (await this.options.ended.hasEnded(sessionId(text)));
    if (isOver) return { identity: anonymous, who: { signIn, ended: true } };
    const session = sessionOf(claims);
    if (!session) return { identity: anonymous, who: { signIn } };
    const { identity, name } = session;
    return { identity, who: { signIn, account: { name, roles: identity.roles, libraries: identity.libraryIds } } };
  }

  /**
   * Leads the sender of a form back to its page, which tells once what became of it: going back or reading it again sends nothing then.
   * False where that is too long to be carried there.
   */
  async lead(reply: FastifyReply, { subject }: Identity, told: FormOutcome): Promise<boolean> {
    const text = JSON.stringify(told);
    if (text.length > longestTold) return false;
    const sealed = await this.#sealing.seal('told', { sub: String(subject), told: text }, toldLifetimeS);
    void this.#setCookies(reply, this.#cookies.set(toldCookie, sealed, toldLifetimeS)).redirect(told.at, 303);
    return true;
  }

  /** What became of the form whose sender is led here; what its page needs of it is added to its fields. */
  async told(
    { headers, url }: FastifyRequest,
    reply: FastifyReply,
    { subject }: Identity,
    fields: URLSearchParams,
  ): Promise<FormOutcome | undefined> {
    const sealed = this.#cookies.read(headers.cookie, toldCookie);
    const claims = sealed === undefined ? undefined : await this.#sealing.open('told', sealed);
    if (!claims || claims === 'ended' || claims.sub !== subject) return undefined;
    const told = JSON.parse(String(claims.told)) as FormOutcome;
    if (told.at !== url) return undefined;
    const known = new Set(fields.keys());
    for (const [name, text] of told.fields) if (!known.has(name)) fields.append(name, text);
    void this.#setCookies(reply, this.#cookies.remove(toldCookie));
    return told;
  }

  addRoutes(http: FastifyInstance, { originOf, checked, count, libraryName }: RoutesOptions): void {
    const callback = (request: FastifyRequest) => new URL(paths.back, originOf(request));
    const provider = () => {
      if (!this.options.openId) throw new NoSignIn('Nobody can sign in by a provider here.');
      return this.options.openId;
    };

    http.get(paths.back, async (request, reply) => {
      await count(request);
      const address = new URL(callback(request));
      address.search = String(queryOf(request));
      const name = attemptName(address.searchParams.get('state') ?? '');
      const sealed = this.#cookies.read(request.headers.cookie, name);
      const attempt = sealed === undefined ? undefined : await this.#sealing.open('attempt', sealed);
      void this.#setCookies(reply, this.#cookies.remove(name));
      if (attempt === undefined || attempt === 'ended')
        throw new SignInFailed('this browser began no sign-in in the last ten minutes that this answer belongs to');
      const { identity, name: called } = await provider().finish(address, attempt as unknown as SignInAttempt);
      return this.#enter(reply, 'session', { identity, name: called }, attempt.to);
    });

    for (const language of languages) {
      const at = (path: string) => pathIn(language, path);
      http.get(at(paths.start), async (request, reply) => {
        await count(request);
        const { to, attempt } = await provider().begin(callback(request));
        const sealed = await this.#sealing.seal(
          'attempt',
          { ...attempt, to: at(localPath(queryOf(request).get('to'))) },
          attemptLifetimeS,
        );
        void this.#setCookies(reply, this.#cookies.set(attemptName(attempt.state), sealed, attemptLifetimeS));
        return reply.redirect(to.href, 303);
      });

      http.post(at(paths.choice), async (request, reply) => {
        checked(request);
        if (!this.#mayChoose(request)) throw new NoSignIn('Nobody can choose who to be here.');
        const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
        const role = Object.values(Role).find((each) => each === fields.get('role'));
        const library = fields.get('library') ?? '';
        if (!role || (role === Role.STAFF && library === ''))
          return reply.redirect(
            at(`/account/sign-in?${new URLSearchParams({ to: localPath(fields.get('to')), library: 'missing' })}`),
            303,
          );
        const libraryIds = role === Role.STAFF ? [library] : [];
        const subject = role === Role.STAFF ? `${role} of ${library}` : role;
        const name = (role === Role.STAFF && (await libraryName(library, request))) || subject;
        const identity = { ...anonymous, subject: `${localIssuer}#${subject}`, roles: [role], libraryIds };
        return this.#enter(reply, 'choice', { identity, name }, at(localPath(fields.get('to'))));
      });

      http.post(at(paths.out), async (request, reply) => {
        checked(request);
        const text = this.#cookies.read(request.headers.cookie, sessionCookie);
        const claims = text && (await this.#opened(text, true));
        // Copies of the cookie end with it.
        if (claims && claims !== 'ended') await this.options.ended.end(sessionId(text), longestSessionS);
        return this.#setCookies(reply, this.#cookies.remove(sessionCookie)).redirect(at('/account/sign-in?out=true'), 303);
      });

      http.get(at(paths.outThere), async (request, reply) => {
        const to = await provider().end(new URL('/', originOf(request)));
        return reply.redirect(to?.href ?? at('/'), 303);
      });
    }
  }

  async #opened(text: string, choice: boolean) {
    return (await this.#sealing.open('session', text)) ?? (choice ? await this.#sealing.open('choice', text) : undefined);
  }

  async #enter(reply: FastifyReply, kind: 'session' | 'choice', arrived: Arriving, to: unknown): Promise<FastifyReply> {
    const session = { ...arrived, identity: { ...arrived.identity, expiresAt: 0 } } satisfies Session;
    const sealed = await this.#sealing.seal(kind, claimsOf(session), longestSessionS);
    return this.#setCookies(reply, this.#cookies.set(sessionCookie, sealed, longestSessionS)).redirect(localPath(to), 303);
  }

  #setCookies(reply: FastifyReply, values: readonly string[]): FastifyReply {
    return reply.header('set-cookie', [...values]).header('cache-control', 'no-store');
  }

  /** True for a browser on this very computer: by its connection, by the name it has for us, and by no proxy that tells of itself. */
  #mayChoose({ raw, headers, hostname }: FastifyRequest): boolean {
    const { choice, trustedProxies } = this.options;
    const isNear = /^(127\.|::1$|::ffff:127\.)/.test(raw.socket.remoteAddress ?? '');
    const byProxy = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip'].some((name) => name in headers);
    return choice && trustedProxies === 0 && isNear && !byProxy && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  }
}

type Arriving = Pick<Session, 'name'> & { readonly identity: Identity & { readonly subject: string } };

/** Names a session by the cookie that holds it, which nobody can tell from the name. */
const sessionId = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Each attempt has its own, so that two tabs may sign in at once. */
const attemptName = (state: string) => `${attemptCookie}-${state.replace(/[^\w-]/g, '').slice(0, 12)}`;

const queryOf = ({ url }: FastifyRequest) => new URLSearchParams(url.split('?').slice(1).join('?'));

const somewhere = 'http://here.invalid';

/** A path of ours; the account's own page for anything that would lead to another site. */
export function localPath(to: unknown): string {
  if (typeof to !== 'string' || !/^\/(?![/\\])/.test(to) || !URL.canParse(to, somewhere)) return '/account';
  const { origin, pathname, search, hash } = new URL(to, somewhere);
  return origin === somewhere && !/^\/[/\\]/.test(pathname) ? `${pathname}${search}${hash}` : '/account';
}

/** A page of a room, opened by somebody who has not signed in, or no longer. */
export class SignInFirst extends Refusal {
  constructor(ended: boolean) {
    super(
      401,
      'UNAUTHENTICATED',
      ended ? 'Your session has ended. Sign in again.' : 'This page needs an account. Sign in first.',
    );
  }
}

/** A page of a room that is another's. */
class OthersRoom extends Refusal {
  constructor(allowed: readonly string[]) {
    super(403, 'FORBIDDEN', 'This page is for others: your account does not hold the role that it needs.', { allowed });
  }
}

type Door = (page: Page, parts: Readonly<Record<string, string>>, by: Asking) => Promise<void>;

/** Shows the pages of a room to its people alone; their forms and files are theirs as well. @throws SignInFirst, OthersRoom */
export function doorOf({ libraryIds }: Pick<Site, 'libraryIds'>, asker: Asker): Door {
  /** Whether a library is one that the account speaks for by another id: two records of it were found to be one. */
  const isOwnSinceMerge = async (library: string, by: Asking): Promise<boolean> => {
    if (!libraryIds) return false;
    const { data } = await asker.show(libraryIds.asks, new URLSearchParams({ library }), by);
    return data !== undefined && libraryIds.ids(data).some((id) => by.identity.libraryIds.includes(id));
  };

  return async ({ audience }, { library }, by) => {
    if (audience === undefined) return;
    const { identity, who } = by;
    if (identity.subject === null) throw new SignInFirst(who.ended === true);
    if (audience === 'account') return;
    const roles = [audience].flat();
    const held = identity.roles.filter((role) => roles.includes(role));
    if (held.length === 0) throw new OthersRoom(roles);
    if (library === undefined || held.some((role) => role !== 'staff') || identity.libraryIds.includes(library)) return;
    if (!(await isOwnSinceMerge(library, by))) throw new OthersRoom(['staff']);
  };
}
