// Spanish: petitions.
import type { petitions as english } from '../en/petitions';
import type { Messages } from '../speech';

export const petitions = {
  'petitions.title': 'Peticiones',
  'petitions.lead':
    'Qué han pedido bibliotecas y lectores a las editoriales y a los poderes públicos, cuántas personas firmaron y en qué quedó.',
  'petitions.state': 'Cuáles',
  'petitions.state.any': 'Todas',
  'petitions.state.OPEN': 'Abiertas: puede firmarlas',
  'petitions.state.CLOSED': 'Cerradas',
  'petitions.state.DELIVERED': 'Entregadas',
  'petitions.text': 'Palabras que contiene',
  'petitions.text.hint': 'En el título, en lo que pide y en a quién se dirige',
  'petitions.past': 'De cuándo',
  'petitions.past.any': 'De cualquier época',
  'petitions.past.false': 'Firmadas aquí',
  'petitions.past.true': 'Del pasado, firmadas en otro lugar',
  'petitions.trending': 'Las más firmadas en las últimas 24 horas',
  'petitions.trending.some': '{count, plural, one {una firma} other {# firmas}} en las últimas 24 horas',
  'petitions.yet': 'Todavía no se ha iniciado ninguna petición.',
  'petitions.none': 'No se ha encontrado ninguna petición. Busque con menos palabras, o entre todas.',
  'petitions.launched': 'Iniciada: {day}.',
  'petitions.show': 'Buscar',
  'petitions.found': '{count, plural, one {# petición.} other {# peticiones.}}',
  'petitions.reported': 'Según las fuentes: {signed} {count, plural, one {firma} many {de firmas} other {firmas}}, {day}.',
  'petition.to': 'Dirigida a: <target></target>',
  'petition.thanks': 'Gracias',
  'petition.signed': 'Su firma cuenta. Cuénteselo a otras personas para que también firmen.',
  'petition.signedBefore':
    'Esta dirección ya había firmado, y cuenta una vez: lo que consta queda como estaba, también el nombre. Para cambiarlo, <links>retire la firma</links> y firme de nuevo.',
  'petition.struckOut':
    'Quienes organizan la petición anularon la firma de esta dirección por abuso, así que no cuenta. Hemos enviado a la dirección un correo que explica qué puede hacer.',
  'petition.confirmationSent':
    '<b>Falta un paso.</b> Le hemos enviado un correo. Abra el enlace que contiene: solo entonces contará su firma.',
  'petition.historical': 'Esta petición pertenece al pasado y se firmó en otro lugar. Sus números, tal como se publicaron:',
  'petition.reported':
    '{qualifier, select, AT_LEAST {al menos } ABOUT {alrededor de } NEARLY {casi } MORE_THAN {más de } DERIVED {por cálculo, } other {}}{count, number}',
  'petition.sign': 'Firmar',
  'petition.name': 'Su nombre',
  'petition.email': 'Su dirección de correo electrónico',
  'petition.email.hint': 'Recibirá un correo con un enlace. Su firma cuenta cuando lo haya abierto.',
  'petition.country': 'Su país',
  'consent.3.signing':
    'Firmo esta petición una sola vez y con mi propio nombre. Mi nombre, país y región se guardan hasta que la retire. Mi dirección de correo electrónico se guarda solo como un código que indica si ha firmado, y su dominio como un código que detecta abusos. Hasta que haya confirmado mi firma, también se guarda la dirección, cifrada, siete días como máximo, para enviarme un recordatorio.',
  'consent.3.showName': 'Mi nombre puede mostrarse en público junto a esta petición.',
  'consent.3.updates':
    'Mi dirección de correo electrónico se guarda, cifrada, para que quienes organizan la petición puedan enviarme novedades de ella, una vez al día como máximo. Cada uno de esos correos lleva un enlace que les pone fin: entonces se borra la dirección, y mi firma se mantiene.',
  'petition.signing.failed': 'En este momento no se puede firmar. Vuelva dentro de un minuto, por favor.',
  'petition.closedOn': 'Se cerró el <day></day>.',
  'petition.news': 'Novedades',
  'petition.supporters': 'Quién ha firmado',
  'petition.supporters.failed': 'Los nombres de quienes han firmado no se pueden mostrar en este momento.',
  'petition.supporters.some': 'Quienes han aceptado que se muestre su nombre, de la firma más reciente a la más antigua:',
  'petition.endorsements': 'Bibliotecas que la respaldan',
  'petition.endorsements.failed': 'Las bibliotecas que la respaldan no se pueden mostrar en este momento.',
  'petition.resources': 'Para leer más',
  'petition.outcome':
    '{outcome, select, POLICY_WITHDRAWN {Se logró lo que pedía: las condiciones se retiraron.} POLICY_CHANGED {Las condiciones se cambiaron.} POLICY_KEPT {Las condiciones se mantuvieron.} other {No se sabe en qué quedó.}}',
  'petition.delivered': 'Se entregó.',
} satisfies Messages<typeof english>;
