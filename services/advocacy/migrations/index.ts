// In which order do the advocacy tables come to be?
import { Sources1700000000000 } from './1700000000000-Sources';
import { Publishers1700000001000 } from './1700000001000-Publishers';
import { Policies1700000002000 } from './1700000002000-Policies';
import { PolicyChanges1700000002100 } from './1700000002100-PolicyChanges';
import { Audit1700000002200 } from './1700000002200-Audit';
import { Petitions1700000003000 } from './1700000003000-Petitions';
import { Statements1700000004000 } from './1700000004000-Statements';
import { Resources1700000004500 } from './1700000004500-Resources';
import { SigningLife1700000005000 } from './1700000005000-SigningLife';
import { AskedOrganizations1700000005100 } from './1700000005100-AskedOrganizations';
import { AuditOnlyAdded1700000005500 } from './1700000005500-AuditOnlyAdded';
import { PolicyTimes1700000005600 } from './1700000005600-PolicyTimes';
import { StatementNews1700000005700 } from './1700000005700-StatementNews';
import { LinksMailed1700000005800 } from './1700000005800-LinksMailed';
import { BoycottSources1700000005900 } from './1700000005900-BoycottSources';
import { PetitionNews1700000006000 } from './1700000006000-PetitionNews';

export const migrations = [
  Sources1700000000000,
  Publishers1700000001000,
  Policies1700000002000,
  PolicyChanges1700000002100,
  Audit1700000002200,
  Petitions1700000003000,
  Statements1700000004000,
  Resources1700000004500,
  SigningLife1700000005000,
  AskedOrganizations1700000005100,
  AuditOnlyAdded1700000005500,
  PolicyTimes1700000005600,
  StatementNews1700000005700,
  LinksMailed1700000005800,
  BoycottSources1700000005900,
  PetitionNews1700000006000,
];
