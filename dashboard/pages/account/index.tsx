// Who is signed in, and which rooms that opens.
import { AccountLibrariesDocument } from '../../../schema/typed/AccountLibraries';
import { SignOut } from '../../components/entrance';
import { Section } from '../../components/show';
import { type AccountRole, ask, page } from '../../page';
import type { MessageId } from '../../words/words';

/** What there is to do for each role, and where. Staff have the pages of their libraries. */
const rooms = [
  ['committee', '/committee', 'account.room.committee'],
  ['organizer', '/organize', 'account.room.organizer'],
  ['editor', '/edit', 'account.room.editor'],
] as const satisfies readonly (readonly [AccountRole, string, MessageId])[];

export const account = page({
  address: '/account',
  audience: 'account',
  title: ({ t }) => t('account.title'),
  asks: {
    // A document has a fixed number of questions; who speaks for more libraries finds the others by their ids.
    libraries: ask(AccountLibrariesDocument, (_fields, { account }) => {
      const [a, b = '', c = ''] = account?.libraries ?? [];
      return a === undefined ? undefined : { a, b, hasB: b !== '', c, hasC: c !== '' };
    }),
  },
  content: ({ answers, who: { account }, t, rich }) => {
    if (!account) return null;
    const { a, b, c } = answers.libraries.data ?? {};
    const names = [a, b, c].map((library) => library?.name);
    const open = rooms.filter(([role]) => account.roles.includes(role));
    const mine = account.roles.includes('staff') ? account.libraries : [];
    return (
      <>
        <p>{rich('account.who', { name: account.name })}</p>
        <p>
          {account.roles.length === 0
            ? t('account.noRoles')
            : t('account.roles', { roles: account.roles.map((role) => t(`account.role.${role}`)).join(', ') })}
        </p>
        {open.length > 0 && (
          <ul class="plain">
            {open.map(([role, address, what]) => (
              <li key={role}>
                <a href={address}>{t(what)}</a>
              </li>
            ))}
          </ul>
        )}
        {mine.length > 0 && (
          <Section id="libraries" title={t(mine.length === 1 ? 'account.library' : 'account.libraries')}>
            <ul class="plain">
              {mine.map((id, i) => (
                <li key={id}>
                  <a href={`/account/libraries/${encodeURIComponent(id)}`}>{names[i] ?? id}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <SignOut />
      </>
    );
  },
});
