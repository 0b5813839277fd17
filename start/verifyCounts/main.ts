// What does `npm run verify-counts` do? It counts the signatures again of the database that is named, or else of that of `npm start`.
import { runAdvocacyCommand } from '../advocacyCommand';

runAdvocacyCommand('verify', process.argv.slice(2), process.env);
