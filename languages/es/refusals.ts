// Spanish: how refusals read, by their code.
import type { refusals as english } from '../en/refusals';
import type { Messages } from '../speech';

export const refusals = {
  'refused.other': 'No ha funcionado',
  'refused.field': 'Hay que revisar un campo. Todo lo que escribió sigue ahí.',
  'refused.before': 'Ya estaba hecho, y pulsar otra vez no cambió nada.',
  'refused.moved': 'No se ha cambiado nada: la situación cambió después de que usted abriera la página. Así está ahora.',
  'refused.VERSION_CONFLICT': 'Otra persona se ha adelantado',
  'refused.VERSION_CONFLICT.text':
    'Otra persona ha cambiado esto después de que usted lo abriera, así que todavía no se ha guardado nada. Lo que usted escribió sigue abajo, y lo que no tocó está como lo dejó esa persona. Pulse el botón otra vez para guardarlo así.',
  'refused.changed': '«{label}» es ahora: «{now}».',
  'refused.changed.empty': '«{label}» está ahora vacío.',
  'refused.changed.both': 'Usted escribió otra cosa.',
  'refused.changed.ticked': 'marcado',
  'refused.changed.notTicked': 'sin marcar',
  'refused.BODY_TOO_LARGE': 'Es demasiado para un formulario',
  'refused.unknown':
    'La dirección de esta página pregunta por «{names}», que la página no conoce, así que se ha dejado fuera. El formulario contiene lo que se puede preguntar.',
  'refused.cursor': 'Este enlace lleva a un lugar que la lista ya no tiene.',
  'refused.cursor.first': 'Empezar por la primera página',
  'refused.LINK_USED': 'Este enlace ya se usó',
  'refused.ATTEMPT_CHANGED': 'Vuelva a mirarlo, por favor',
  'refused.ATTEMPT_CHANGED.text':
    'Alguien volvió a firmar con esta dirección después de que se abriera esta página, así que no se ha confirmado nada. Lea lo que contaría ahora.',
  'refused.LINK_EXPIRED': 'Este enlace es demasiado antiguo',
  'refused.LINK_INVALID': 'Este enlace no funciona',
  'refused.BAD_LINK': 'Este enlace no funciona',
  'refused.PETITION_NOT_OPEN': 'Esta petición está cerrada',
  'refused.PETITION_NOT_OPEN.text': 'La petición ya no recoge firmas, así que no se ha cambiado nada.',
  'refused.SIGNING_BUSY': 'Inténtelo de nuevo dentro de un momento',
  'refused.SIGNING_UNAVAILABLE': 'Inténtelo de nuevo dentro de un momento',
  'refused.SIGNING_UNAVAILABLE.text':
    'No podemos saber si se ha guardado. Pulse el botón de nuevo: haya ocurrido lo que haya ocurrido, cuenta una vez.',
  'refused.SUBMISSIONS_BUSY': 'Inténtelo de nuevo más tarde',
  'refused.TOO_MANY_SUBMISSIONS': 'Inténtelo de nuevo mañana',
  'refused.CONSENT_NEEDED': 'Falta su consentimiento',
  'refused.CONSENT_NEEDED.text': 'El anuncio no se ha guardado: solo se puede publicar si usted da su consentimiento.',
  'refused.LISTING_STATE': 'El anuncio está en otro estado',
  'refused.LISTING_STATE.text':
    'Con el anuncio tal como está ahora no se puede hacer: se retiró, encontró hermana o no se publicó.',
  'refused.NEWER_LISTING': 'Hay un anuncio más reciente',
  'refused.NEWER_LISTING.text':
    'Su biblioteca tiene un anuncio más reciente, así que este no se puede renovar. Use el enlace del correo sobre el más reciente.',
  'refused.UNAUTHENTICATED': 'Inicie sesión, por favor',
  'refused.FORBIDDEN': 'Esta página es para otras personas',
  'refused.SIGN_IN_FAILED': 'No ha iniciado sesión',
  'refused.IDENTITY_PROVIDER_UNAVAILABLE': 'Inténtelo de nuevo dentro de un minuto',
  'refused.IDENTITY_PROVIDER_UNAVAILABLE.text':
    'El servicio que conoce su cuenta no responde en este momento. Inténtelo de nuevo dentro de un minuto.',
  'refused.BAD_USER_INPUT': 'Algo del formulario no sirve',
  'refused.POLICY_EXISTS': 'Ya está en el registro',
  'refused.POLICY_EXISTS.text': 'Ya hay condiciones con este nombre. Corrija o termine aquellas, o elija otro nombre.',
  'refused.PUBLISHER_EXISTS': 'Ya está en el registro',
  'refused.PUBLISHER_EXISTS.text': 'Ya hay una editorial con este nombre. Corrija aquella, o elija otro nombre.',
  'refused.LAW_EXISTS': 'Ya está en el registro',
  'refused.LAW_EXISTS.text': 'Ya hay una ley o un proyecto con este nombre. Corrija aquella ficha, o elija otro nombre.',
  'refused.STATEMENT_EXISTS': 'Ya está en el registro',
  'refused.STATEMENT_EXISTS.text': 'Ya hay una declaración con este nombre. Corrija aquella, o elija otro nombre.',
  'refused.BOYCOTT_EXISTS': 'Ya está en el registro',
  'refused.BOYCOTT_EXISTS.text': 'Ya hay un boicot con este nombre. Corrija aquel, o elija otro nombre.',
  'refused.PETITION_EXISTS': 'Ya está en el registro',
  'refused.PETITION_EXISTS.text': 'Otra petición tiene este nombre. Elija otro.',
  'refused.BEFORE_RECORDS': 'No se sabe nada de antes de 2011',
  'refused.BEFORE_RECORDS.text':
    'El registro de condiciones empieza el 1 de enero de 2011. Elija un día posterior en «Según se sabía el», o déjelo vacío para lo que se sabe hoy.',
  'refused.CONSENT_MISSING': 'Una biblioteca no ha permitido el relato',
  'refused.CONSENT_MISSING.text':
    'Una biblioteca que nombra el relato todavía no lo ha permitido. Su personal puede hacerlo en su cuenta, en la página del hermanamiento; pídaselo y publíquelo después.',
  'refused.SUBGRAPH_UNAVAILABLE': 'Inténtelo de nuevo dentro de un minuto',
  'refused.SUBGRAPH_UNAVAILABLE.text':
    'Una parte de Shelfbridge no está disponible en este momento. Inténtelo de nuevo dentro de un minuto; hacerlo dos veces no causa ningún daño.',
  'refused.SERVICE_UNAVAILABLE': 'Inténtelo de nuevo dentro de un minuto',
  'refused.SERVICE_UNAVAILABLE.text':
    'Shelfbridge no puede leer o guardar sus datos en este momento. Inténtelo de nuevo dentro de un minuto; hacerlo dos veces no causa ningún daño.',
  'refused.RATE_LIMITED': 'Demasiado de una vez',
  'refused.INTERNAL_SERVER_ERROR': 'Algo ha fallado por nuestra parte',
  'refused.UNSAFE_REQUEST': 'Esto venía de otro sitio',
  'refused.METHOD_NOT_ALLOWED': 'Esto no se puede enviar aquí',
  'refused.METHOD_NOT_ALLOWED.text': 'No se ha cambiado nada: en esta dirección no se recibe lo que se ha enviado.',
  'refused.NOT_FOUND': 'Aquí no hay nada',
  'refused.NOT_FOUND.text':
    'No hay ninguna página en esta dirección. Puede que se cortara por el camino, o que lo que mostraba ya no esté.',
} satisfies Messages<typeof english>;
