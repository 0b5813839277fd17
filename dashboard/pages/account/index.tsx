// Who is signed in, and which rooms that opens.
import { SignOut } from '../../components/entrance';
import { page } from '../../page';

export const account = page({
  address: '/account',
  audience: 'account',
  title: ({ t }) => t('account.title'),
  content: ({ who: { account }, t, rich }) =>
    account && (
      <>
        <p>{rich('account.who', { name: account.name })}</p>
        <p>
          {account.roles.length === 0
            ? t('account.noRoles')
            : t('account.roles', { roles: account.roles.map((role) => t(`account.role.${role}`)).join(', ') })}
        </p>
        <SignOut />
      </>
    ),
});
