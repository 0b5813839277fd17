// What does `npm run import-policies` do? It imports policies into the database that is named, or else into that of `npm start`.
import { runAdvocacyCommand } from '../advocacyCommand';

runAdvocacyCommand('importPolicies', process.argv.slice(2), process.env);
