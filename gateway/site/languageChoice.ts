// In which language somebody sees a page: what the address says; where it says none, what they chose before; else what their browser asks for.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Place } from '../../dashboard/page';
import {
  type Language,
  languageOf,
  languages,
  pathIn,
  preferredLanguage,
  prefixOf,
  spoken,
  usualLanguage,
  withoutLanguage,
} from '../../languages/languages';
import { cookiesFor } from '../access/session';

/** Remembers a choice and nothing else, so nobody needs to be asked about it. */
const cookieName = 'shelfbridge-language';
const rememberedS = 365 * 86_400;

type PlaceInLanguage = Pick<Place, 'language' | 'origin' | 'path' | 'everyLanguage'>;

export class LanguageChoice {
  readonly #cookies: ReturnType<typeof cookiesFor>;

  constructor(isSecure: boolean) {
    this.#cookies = cookiesFor(isSecure);
  }

  /** Where a page or file stands, at an origin. Its address alone says the language, so that no cache mixes two. */
  placeOf(request: FastifyRequest, origin: string, language?: Language): PlaceInLanguage {
    const { path, query } = partsOf(request);
    const here = language ?? spoken(query.get('lang')) ?? languageOf(path);
    const plain = withoutLanguage(path);
    query.delete('lang');
    const search = query.size > 0 ? `?${query}` : '';
    return {
      language: here,
      origin: `${origin}${prefixOf(here)}`,
      path: plain,
      everyLanguage: languages.map((each) => ({
        language: each,
        address: `${origin}${pathIn(each, plain)}`,
        path: pathIn(each, `${plain}${search}`),
      })),
    };
  }

  /** Leads to the language that was chosen by `?lang=`, and remembers it; at an address without a language to the one that is wanted. */
  lead(request: FastifyRequest, reply: FastifyReply): boolean {
    if (request.method === 'POST') return false;
    const { path, query } = partsOf(request);
    const chosen = spoken(query.get('lang'));
    const wanted = chosen ?? this.wantedBy(request);
    if (!chosen && wanted === languageOf(path)) return false;
    query.delete('lang');
    if (chosen) void reply.header('set-cookie', [...this.#cookies.set(cookieName, chosen, rememberedS)]);
    void reply
      .headers({ 'cache-control': 'no-store', vary: 'accept-language, cookie' })
      .redirect(`${pathIn(wanted, path)}${query.size > 0 ? `?${query}` : ''}`, 302);
    return true;
  }

  /** What the address says; where that is nothing, what a person chose before, or else asks for. Programs and forms get what they asked. */
  wantedBy({ url, method, headers }: FastifyRequest): Language {
    const said = languageOf(url);
    if (said !== usualLanguage || method === 'POST' || !headers.accept?.includes('text/html')) return said;
    return spoken(this.#cookies.read(headers.cookie, cookieName)) ?? preferredLanguage(headers['accept-language']);
  }
}

function partsOf({ url }: FastifyRequest): { readonly path: string; readonly query: URLSearchParams } {
  const [path = '/', ...rest] = url.split('?');
  return { path, query: new URLSearchParams(rest.join('?')) };
}
