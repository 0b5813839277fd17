// What every page has around it: head, navigation, footer.
import type { Children } from './markup/jsx-runtime';
import type { AccountRole, Place, Visitor } from './page';
import { type MessageId, useWords, wordsIn } from './words/words';

export interface LayoutProps {
  readonly title: string;
  /** Where it is not that of the page. */
  readonly titleLanguage: string | undefined;
  readonly description: string | undefined;
  readonly indexed: boolean;
  readonly wide: boolean;
  readonly charts: boolean;
  readonly live: boolean;
  /** What it says of a form that was sent. */
  readonly answers: 'accepted' | 'refused' | undefined;
  readonly place: Place;
  readonly who: Visitor;
  readonly children: Children;
}

/** The rooms, and which role has a room; everybody may enter the others. The first part of a path is marked as where one is. */
const rooms: readonly (readonly [address: string, name: MessageId, role?: AccountRole])[] = [
  ['/petitions', 'nav.petitions'],
  ['/policies', 'nav.policies'],
  ['/sisters', 'nav.sisters'],
  ['/committee', 'nav.committee', 'committee'],
  ['/organize', 'nav.organize', 'organizer'],
  ['/edit', 'nav.edit', 'editor'],
];

/** An address that also lets the choice be kept. */
const chosen = ({ path, language }: Place['everyLanguage'][number]) => `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;

/** So much of a description is shown by those who show it, in characters. */
const longestDescription = 300;

/** In one line, and cut between two words where it is longer. */
function described(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/g, ' ').trim();
  return line && line.length > longestDescription ? `${line.slice(0, longestDescription).replace(/ [^ ]*$/, '')} …` : line;
}

export function Layout({
  title,
  titleLanguage,
  description: told,
  indexed,
  wide,
  charts,
  live,
  answers,
  place,
  who,
  children,
}: LayoutProps) {
  const { language, t } = useWords();
  const { origin, path, asset, everyLanguage } = place;
  const description = described(told);
  const others = everyLanguage.filter((each) => each.language !== language);
  const whole = everyLanguage.find((each) => each.language === language)?.address ?? `${origin}${path}`;
  const here = (address: string) => (address === path ? 'page' : path.startsWith(`${address}/`) ? 'true' : undefined);
  const mayBeKnown = who.signIn?.provider || who.signIn?.choice;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {!indexed && <meta name="robots" content="noindex" />}
        <title>{`${title} · ${t('site.name')}`}</title>
        {description && <meta name="description" content={description} />}
        {indexed && <link rel="canonical" href={whole} />}
        {indexed && everyLanguage.map((each) => <link rel="alternate" hreflang={each.language} href={each.address} />)}
        {indexed && <link rel="alternate" hreflang="x-default" href={everyLanguage[0]?.address} />}
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content={t('site.name')} />
        <meta property="og:title" content={title} />
        {description && <meta property="og:description" content={description} />}
        {indexed && <meta property="og:url" content={whole} />}
        <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={asset('style.css')} />
        {charts && <link rel="stylesheet" href={asset('charts.css')} />}
        <script src={asset('pages.js')} type="module" />
        {live && <script src={asset('live-count.js')} type="module" />}
      </head>
      <body class={wide ? 'wide' : undefined}>
        <a class="skip" href="#main">
          {t('site.skip')}
        </a>
        <header>
          <a class="home" href="/">
            {t('site.name')}
          </a>
          <nav aria-label={t('nav.label')}>
            {rooms
              .filter(([, , role]) => role === undefined || who.account?.roles.includes(role))
              .map(([address, id]) => (
                <a key={address} href={address} aria-current={here(address)}>
                  {t(id)}
                </a>
              ))}
            {(who.account || mayBeKnown) && (
              <a href={who.account ? '/account' : '/account/sign-in'} aria-current={path === '/account' ? 'page' : undefined}>
                {t(who.account ? 'nav.account' : 'nav.signIn')}
              </a>
            )}
            {others.map((each) => (
              <a key={each.language} href={chosen(each)} lang={each.language} hreflang={each.language} data-language>
                {wordsIn(each.language).t('site.language')}
              </a>
            ))}
          </nav>
        </header>
        <main id="main" tabindex={-1} data-answers={answers}>
          <h1 lang={titleLanguage === language ? undefined : titleLanguage}>{title}</h1>
          {children}
        </main>
        <footer>
          <p>{t('site.about')}</p>
          <p>
            <a href="/signatures/links">{t('site.takeBack')}</a> · <a href="/help">{t('site.help')}</a> ·{' '}
            <a href="/privacy">{t('site.privacy')}</a> · <a href="/accessibility">{t('site.accessibility')}</a> ·{' '}
            <a href="/developers">{t('site.developers')}</a>
          </p>
        </footer>
      </body>
    </html>
  );
}

type FrameProps = Pick<LayoutProps, 'title' | 'titleLanguage' | 'live' | 'children'> & Pick<Place, 'asset'>;

/** What a page has around it that stands within the page of another site. */
export function Frame({ title, titleLanguage, live, asset, children }: FrameProps) {
  const { language, t } = useWords();
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${t('site.name')}`}</title>
        <link rel="stylesheet" href={asset('embedded.css')} />
        {live && <script src={asset('live-count.js')} type="module" />}
      </head>
      <body>
        <main>
          <h1 lang={titleLanguage === language ? undefined : titleLanguage}>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}
