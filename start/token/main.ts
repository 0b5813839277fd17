// What does `npm run token` do? It prints a token of the local issuer, for trying out on one's own machine what needs a role.
import { existsSync } from 'node:fs';
import { serverAccount } from '../account';
import { dataFolder } from '../dataFolder';
import { issuerKey } from '../localIssuer';
import { issueToken, readBearer, usage } from './token';

async function main(): Promise<void> {
  if (process.env.NODE_ENV === 'production')
    throw new Error(
      'The local issuer is for development only: with NODE_ENV=production, tokens come from your identity provider.',
    );
  const bearer = readBearer(process.argv.slice(2));
  const folder = dataFolder(process.env.DATA_DIR || './.data', serverAccount());
  if (!existsSync(folder)) throw new Error(`There is no data folder ${folder} yet: run npm start first, with the same DATA_DIR.`);
  process.stdout.write(`${await issueToken(bearer, issuerKey(folder), new Date())}\n`);
}

main().catch((fault: Error) => {
  process.stderr.write(`${fault.message}\n${usage}\n`);
  process.exitCode = 1;
});
