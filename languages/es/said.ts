// Spanish: what messages of the API say, by their code.
import type { said as english } from '../en/said';
import type { Messages } from '../speech';

export const said = {
  'said.other': 'No se ha podido hacer. Abra la página de nuevo e inténtelo otra vez.',
  'field.limit': 'El límite de «{label}» es {limit}.',
  'field.allowed': '«{label}» admite una de estas opciones: {allowed}.',
  'said.BAD_REQUEST': 'Lo que se envió no se puede leer. Abra la página de nuevo y envíelo desde allí.',
  'said.UNSAFE_REQUEST': 'Este formulario lo envió una página de otro sitio. Abra la página en este sitio y envíelo desde allí.',
  'said.BODY_TOO_LARGE': 'Es demasiado para un solo formulario. Envíe menos de una vez.',
  'said.OPERATION_TOO_COSTLY': 'Es demasiado para una sola página. Pida menos.',
  'said.RESPONSE_TOO_LARGE': 'Es demasiado para una sola página. Pida menos.',
  'said.BAD_USER_INPUT': 'Algo no sirve. Revise lo que escribió y envíelo de nuevo.',
  'said.CONTRADICTORY_TERMS': 'Estas condiciones se contradicen. Corrija una de ellas.',
  'said.POLICY_OVERLAP':
    'Otras condiciones de esta editorial rigen para los mismos títulos, países y días. Termine primero aquellas, o anote estas como una opción entre varias.',
  'said.UNKNOWN_TIME_ZONE': 'No existe esa zona horaria. Escriba una región y una ciudad, como Europe/Madrid, o UTC.',
  'said.OWN_SISTER': 'Una biblioteca no puede ser hermana de sí misma. Elija otra.',
  'said.PARTNERS_NOT_ABROAD':
    'Ambas bibliotecas están en el mismo país. Las hermanas están en dos: elija una biblioteca de otro país.',
  'said.UNAUTHENTICATED': 'Para esto hace falta una cuenta. Inicie sesión primero.',
  'said.FORBIDDEN': 'Su cuenta no puede hacer esto. Pídaselo a alguien que pueda.',
  'said.SIGN_IN_FAILED': 'El inicio de sesión no llegó a su fin: se canceló o duró más de diez minutos. Empiece de nuevo.',
  'said.CONSENT_MISSING': 'Una biblioteca que nombra el relato no lo ha permitido. Pregúntele primero.',
  'said.BAD_LINK': 'El enlace está dañado, se hizo para otra cosa o es demasiado antiguo. Use el del correo más reciente.',
  'said.LINK_INVALID': 'El enlace está dañado, o se hizo para otra cosa. Copie la dirección completa del correo.',
  'said.LINK_EXPIRED': 'El enlace es demasiado antiguo. Pida uno nuevo.',
  'said.LINK_USED': 'Lo que este enlace debía hacer ya está hecho, o un correo más reciente lo sustituyó.',
  'said.LINK_REPLACED': 'La biblioteca ha sustituido esta dirección de calendario. Pídale la nueva.',
  'said.WRONG_STATE':
    '{state, select, DRAFT {La petición todavía es un borrador, así que no se puede hacer.} OPEN {La petición está abierta, así que no se puede hacer.} CLOSED {La petición está cerrada, así que no se puede hacer.} DELIVERED {La petición se entregó, así que no se puede hacer.} other {Con la petición tal como está ahora no se puede hacer.}}',
  'said.IMPORT_UNDONE': 'Esta importación ya se había deshecho.',
  'said.MERGE_UNDONE': 'Las dos fichas ya se habían separado.',
  'said.MERGE_FINAL': 'Las fichas se unieron hace demasiado tiempo para separarlas. Introduzca la biblioteca de nuevo.',
  'said.NOT_DOCUMENTED': 'El hermanamiento ya se había asumido, o empezó de otra manera.',
  'said.LIBRARY_STATE': 'Con la biblioteca tal como está ahora no se puede hacer: se quitó o se unió con otra. Ábrala de nuevo.',
  'said.MEETING_STATE': 'Con la reunión tal como está ahora no se puede hacer. Abra la página de nuevo para ver en qué quedó.',
  'said.STORY_STATE': 'Con el relato tal como está ahora no se puede hacer. Abra la página de nuevo para ver en qué quedó.',
  'said.ACTION_NOT_ALLOWED':
    'Con el hermanamiento tal como está ahora no se puede hacer. Abra la página de nuevo para ver qué es posible.',
  'said.ALREADY_REVIEWED': 'Alguien del comité se adelantó, o el anuncio se retiró. Abra la página de nuevo.',
  'said.AGREEMENT_SUPERSEDED': 'Entretanto se propusieron condiciones más recientes. Lea esas y acéptelas.',
  'said.VERSION_CONFLICT':
    'Otra persona cambió esto después de que usted lo abriera. Abra la página de nuevo y repita su cambio.',
  'said.NOT_SEEKING': 'Esta biblioteca no busca hermana ahora. Elija otra.',
  'said.NO_CAPACITY': 'Esta biblioteca tiene tantas hermanas como puede asumir. Elija otra.',
  'said.PETITION_EXISTS': 'Otra petición tiene esta parte de la dirección. Elija otra.',
  'said.POLICY_EXISTS': 'Otras condiciones tienen este identificador. Elija otro.',
  'said.PARTNERSHIP_EXISTS': 'Las dos bibliotecas ya tienen un hermanamiento o una propuesta. Use ese.',
  'said.RATE_LIMITED': 'Se ha pedido demasiado desde su conexión en poco tiempo. Espere un minuto e inténtelo de nuevo.',
  'said.SIGNING_BUSY': 'Firman más personas de las que podemos atender en este momento. Pulse el botón de nuevo: cuenta una vez.',
  'said.UPLOADS_BUSY': 'Se están leyendo otros archivos. Espere un minuto y envíe el suyo de nuevo.',
  'said.SUBMISSIONS_BUSY': 'En este momento llegan más anuncios de lo habitual. Inténtelo de nuevo dentro de una hora.',
  'said.TOO_MANY_SUBMISSIONS': 'Esta dirección ha enviado hoy muchos anuncios. Inténtelo de nuevo mañana.',
  'said.TOO_MANY_PROPOSALS': 'Su biblioteca tiene demasiadas propuestas abiertas. Espere respuestas, o retire algunas.',
  'said.TOO_MANY_MEETINGS': 'Son más reuniones de las que celebran dos bibliotecas. Planifique una serie más corta.',
  'said.NEWS_TOO_SOON': 'La última novedad de esta petición se envió hace poco. Espere a que haya pasado un día.',
  'said.SERVICE_UNAVAILABLE':
    'Una parte de Shelfbridge se está iniciando o deteniendo, o está ocupada. Inténtelo de nuevo dentro de un minuto.',
  'said.INTERNAL_SERVER_ERROR': 'El fallo es nuestro y queda anotado. Inténtelo de nuevo más tarde.',
} satisfies Messages<typeof english>;
