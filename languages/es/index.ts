// The Spanish catalogue: every message of the English one.
import type { en } from '../en/index';
import type { Messages } from '../speech';
import { about } from './about';
import { accounts } from './accounts';
import { committee } from './committee';
import { compare } from './compare';
import { developers } from './developers';
import { edit } from './edit';
import { editing } from './editing';
import { front } from './front';
import { listings } from './listings';
import { organize } from './organize';
import { petitionPage } from './petitionPage';
import { petitions } from './petitions';
import { policies } from './policies';
import { publishers } from './publishers';
import { reasons } from './reasons';
import { refusals } from './refusals';
import { rows } from './rows';
import { said } from './said';
import { sentences } from './sentences';
import { signatures } from './signatures';
import { sisters } from './sisters';
import { site } from './site';
import { staff } from './staff';
import { statements } from './statements';

/*
 * One word for one thing, in pages, mails and refusals alike. Readers are usted, the people of a library ustedes.
 *
 * activity: lo que hicieron juntas    copy: ejemplar                  partnership: hermanamiento     sheet (of paper): hoja
 * agreement: acuerdo                  fault (of a row): error         policy, terms: condiciones     signature: firma
 * boycott: boicot                     hold: lector en espera          publisher: editorial           sister: biblioteca hermana
 * checkout: préstamo                  item: material                  record: ficha; all: registro   source: fuente
 * clock, time zone: zona horaria      license: licencia               rhythm: frecuencia             statement: declaración
 * committee: el comité                listing: anuncio                row: fila; of a sheet: línea   story: relato
 * consent: consentimiento             log: diario; audit: registro    scope: para qué títulos        submission: solicitud
 * contact: contacto                   organizer: quien organiza       staff: personal                tip: consejo
 * copy (in print): ejemplar impreso   pair: pareja                    take back, withdraw: retirar   to take down: quitar
 */
export const es = {
  ...site,
  ...reasons,
  ...refusals,
  ...said,
  ...front,
  ...petitions,
  ...petitionPage,
  ...statements,
  ...policies,
  ...compare,
  ...publishers,
  ...signatures,
  ...listings,
  ...sisters,
  ...accounts,
  ...staff,
  ...committee,
  ...organize,
  ...rows,
  ...about,
  ...developers,
  ...edit,
  ...editing,
  ...sentences,
} satisfies Messages<typeof en>;
