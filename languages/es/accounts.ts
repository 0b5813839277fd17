// Spanish: signing in and out, and what an account may do.
import type { accounts as english } from '../en/accounts';
import type { Messages } from '../speech';

export const accounts = {
  'signIn.title': 'Iniciar sesión',
  'signIn.lead':
    'Para el personal de bibliotecas, el comité, quienes organizan peticiones y quienes editan los datos. Para firmar una petición no necesita ninguna cuenta.',
  'signIn.provider': 'Iniciar sesión con su cuenta',
  'signIn.none':
    'Aquí todavía no puede iniciar sesión nadie: quien gestiona este sitio no ha indicado ningún proveedor de identidad.',
  'signIn.out': 'Ha cerrado la sesión aquí.',
  'signIn.outThere':
    'El servicio que conoce su cuenta puede recordarla todavía, y dejaría entrar sin preguntar a cualquiera que use este equipo. <there>Cierre la sesión también allí</there>',
  'signIn.choice': 'En su propio equipo',
  'signIn.choice.lead':
    'Durante el desarrollo puede ser quien quiera. Estos botones no existen en producción ni en otros equipos.',
  'signIn.choice.committee': 'Ser el comité',
  'signIn.choice.organizer': 'Ser quien organiza peticiones',
  'signIn.choice.editor': 'Ser quien edita los datos',
  'signIn.choice.staff': 'Ser del personal de esta biblioteca',
  'signIn.choice.library': 'La biblioteca',
  'signIn.choice.libraries.failed':
    'En este momento no se puede mostrar la lista de bibliotecas. Escriba el identificador de una.',
  'signIn.choice.missing': 'Elija primero la biblioteca, por favor.',
  'entrance.needed': 'Esta página es para personas con una cuenta.',
  'entrance.ended': 'Su sesión ha terminado, como todas a las ocho horas.',
  'entrance.signIn': 'Iniciar sesión',
  'entrance.kept':
    'No se ha perdido nada de lo que escribió. Inicie sesión en otra pestaña, vuelva a esta y pulse el segundo botón.',
  'entrance.newTab': 'Iniciar sesión en otra pestaña',
  'entrance.away':
    'No se ha perdido nada de lo que escribió. Deje esta página abierta y pulse el botón dentro de un minuto: después envíe su formulario de nuevo.',
  'entrance.again': 'Mostrar de nuevo mi formulario',
  'entrance.open': 'Abrir esta dirección',
  'entrance.front': 'Ir a la portada',
  'entrance.others': 'Ha iniciado sesión como <b>{name}</b> ({roles}), y esta página necesita otra función: {needed}.',
  'entrance.others.library': 'Ha iniciado sesión como <b>{name}</b>. Esta página es para el personal de otra biblioteca.',
  'entrance.others.own': 'Ha iniciado sesión como <b>{name}</b>. Lo que hay aquí pertenece a otra cuenta.',
  'entrance.noRole': 'ninguna función',
  'account.title': 'Su cuenta',
  'account.who': 'Ha iniciado sesión como <b>{name}</b>.',
  'account.roles': 'Sus funciones: {roles}.',
  'account.noRoles': 'Su cuenta todavía no tiene aquí ninguna función. Pídala al comité o a quien gestiona este sitio.',
  'account.role.staff': 'personal de una biblioteca',
  'account.role.committee': 'comité',
  'account.role.organizer': 'organización de peticiones',
  'account.role.editor': 'edición de datos',
  'account.room.committee': 'Revisar anuncios y cuidar de bibliotecas, relatos y duplicados',
  'account.room.organizer': 'Redactar peticiones, seguir sus firmas y entregarlas',
  'account.room.editor': 'Anotar condiciones, leyes, declaraciones y peticiones del pasado',
  'account.signOut': 'Cerrar sesión',
} satisfies Messages<typeof english>;
