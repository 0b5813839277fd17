// Spanish: what is kept of people, how to get on, and who can use these pages.
import type { about as english } from '../en/about';
import type { Messages } from '../speech';

export const about = {
  'privacy.title': 'Qué guardamos de usted',
  'privacy.lead':
    'Lo menos posible: lo que una firma o un anuncio necesita, y mientras siga en pie. Leer no requiere nada de usted.',
  'privacy.read': 'Cuando lee',
  'privacy.read.nothing':
    'Las páginas no cargan nada de otros sitios ni dicen a ningún otro sitio dónde ha estado usted. Nadie sigue lo que lee. Solo si cambia de idioma, su navegador recuerda cuál, en una cookie que no contiene nada más.',
  'privacy.read.address':
    'Para que nadie sature este sitio, la dirección de su conexión se convierte en un código que cambia cada día. Nuestros registros no contienen la dirección; los servicios que hay entre usted y nosotros pueden llevar registros propios.',
  'privacy.sign': 'Cuando firma una petición',
  'privacy.sign.kept': 'Guardamos su nombre, su país y región, su idioma, qué permitió y cuándo, hasta que retire la firma.',
  'privacy.sign.email':
    'Su dirección de correo electrónico se convierte en un código que indica si ha firmado, y su dominio en un código que ayuda a detectar abusos. Nadie puede leer la dirección en ellos.',
  'privacy.sign.wait':
    'Cuando una petición le pide que confirme, la dirección se guarda además cifrada hasta que lo haga, siete días como máximo, para enviarle un recordatorio. Después se borra lo que escribió.',
  'privacy.sign.news':
    'Solo si pide novedades se guarda la dirección, cifrada, y quienes organizan la petición pueden escribirle una vez al día como máximo. Cada uno de esos correos pone fin a las novedades con un enlace; entonces se borra la dirección, y su firma se mantiene.',
  'privacy.sign.shown': 'Su nombre se muestra junto a la petición solo si lo permitió. Su dirección no se muestra nunca.',
  'privacy.paper': 'Cuando firma en papel',
  'privacy.paper.kept':
    'Los nombres se quedan en la hoja. Aquí guardamos dónde está cada línea, su país, región y día, y códigos formados con el nombre y la dirección, para que nadie se cuente dos veces.',
  'privacy.back': 'Retirarlo',
  'privacy.back.how':
    '<take>Pida un correo</take> a la dirección con la que firmó. Un enlace retira esa firma, durante siete días. El otro, que funciona un año, borra todo lo que las peticiones guardan de la dirección, en cualquier estado en que estén. Los recuentos cambian enseguida.',
  'privacy.back.same':
    'La respuesta es la misma tanto si una dirección ha firmado como si no, para que nadie más pueda averiguarlo.',
  'privacy.back.copies':
    'Las copias que quien gestiona este sitio hace de su base de datos pueden contener lo borrado hasta que se sustituyan.',
  'privacy.listing': 'Cuando publica el anuncio de una biblioteca',
  'privacy.listing.kept':
    'El anuncio es público. Su nombre y su dirección de correo electrónico se guardan cifrados; los ve el comité, y también una biblioteca cuando es hermana de la suya.',
  'privacy.listing.end':
    'Se borran siete días después de un anuncio que no confirmó, 90 días después de uno que se rechazó o terminó, y la noche siguiente a que retire uno; pero no mientras su biblioteca tenga una hermana o una propuesta.',
  'privacy.account': 'Cuando inicia sesión',
  'privacy.account.session':
    'Se guarda una cookie breve al entrar, y otra que contiene su nombre, sus funciones y sus bibliotecas, sellada, ocho horas como máximo. Su contraseña se queda en el servicio que conoce su cuenta; nosotros no la vemos nunca.',
  'privacy.account.log':
    'Lo que cambian las cuentas se anota en un registro que ninguna cuenta puede cambiar: quién, cuándo, qué había antes y qué después.',
  'help.title': 'Ayuda',
  'help.lead': 'Lo que más se pregunta, y por dónde seguir.',
  'help.sign': 'Peticiones',
  'help.sign.how':
    'Elija una de las <petitions>peticiones</petitions>, rellene el formulario y pulse el botón. No necesita ninguna cuenta.',
  'help.sign.mail':
    'Si una petición le pide que confirme, su firma cuenta solo después de abrir el enlace de nuestro correo y pulsar allí el botón, durante siete días. ¿No llega el correo? Mire entre los no deseados y, pasados diez minutos, firme de nuevo: recibirá otro correo, y cuenta el más reciente.',
  'help.sign.back': 'Para retirar una firma, o borrarlo todo, <take>pida los enlaces</take>.',
  'help.link': 'Los enlaces de nuestros correos',
  'help.link.press':
    'Abrir un enlace no cambia nada; solo lo hace el botón de su página. Así, un programa que abra su correo no puede decidir por usted.',
  'help.link.broken':
    'Si se le dice que un enlace no funciona, quizá su programa de correo lo cortó: copie la dirección completa en la página. Un enlace demasiado antiguo o ya usado lo dice, y explica qué hacer.',
  'help.sister': 'Bibliotecas hermanas',
  'help.sister.find':
    'Vea <sisters>quiénes son hermanas</sisters> y <listings>quién busca una</listings>, lea los <tips>consejos</tips> y <add>publique el anuncio de su biblioteca</add>. Aparece cuando usted ha confirmado el correo y el comité lo ha leído.',
  'help.sister.manage':
    'Los correos sobre un anuncio llevan un enlace que lo renueva o lo retira. Un anuncio dura doce meses; le escribimos 30 y 7 días antes de que termine.',
  'help.sister.account':
    'Con una cuenta, el personal de una biblioteca hace propuestas a otras, acuerda condiciones, planifica reuniones y anota lo que se hizo, en <account>su cuenta</account>.',
  'help.policy': 'Condiciones de las editoriales',
  'help.policy.read':
    'Las <policies>condiciones</policies> muestran qué exigen las editoriales a las bibliotecas en cualquier día, cada dato con su fuente. <compare>Comparar</compare> las convierte en dinero y tiempo de espera para los números de su biblioteca; los <embargoes>embargos</embargoes> y las <publishers>editoriales</publishers> cuentan su historia.',
  'help.policy.files':
    'Todos los gráficos tienen sus números en una tabla, y donde hay un enlace a un archivo, cualquiera puede llevárselo. Una dirección con sus opciones muestra lo mismo a otras personas.',
  'help.account': 'Cuentas',
  'help.account.who':
    'Las cuentas son para el personal de bibliotecas, el comité, quienes organizan peticiones y quienes editan los datos. Las da el comité o quien gestiona este sitio. Si una página dice que necesita otra función, pídala allí.',
  'help.account.ended':
    'La sesión se cierra a las ocho horas. Un formulario que ya había rellenado se conserva: la página dice cómo enviarlo.',
  'accessibility.title': 'Accesibilidad',
  'accessibility.lead': 'Todo el mundo debería poder leer y usar estas páginas, sea cual sea la forma en que lee y escribe.',
  'accessibility.can': 'Con qué puede contar',
  'accessibility.can.keys':
    'Todo funciona solo con el teclado, y sin JavaScript; sin él, lo único es que los números no se mueven solos. El primer enlace salta al contenido.',
  'accessibility.can.see':
    'Las páginas caben en una ventana estrecha, siguen el modo claro u oscuro y el contraste que haya elegido, y no se deslizan si pidió menos movimiento.',
  'accessibility.can.charts':
    'Los gráficos y los mapas dicen lo mismo en una tabla, y marcan con una trama o un rótulo lo que marcan con color.',
  'accessibility.can.forms':
    'Lo que está mal en un formulario se dice con palabras junto a su campo, y lo que escribió se conserva. Ningún formulario caduca mientras lo rellena, salvo el de una cuenta que termina a las ocho horas, y entonces se conservan sus palabras.',
  'accessibility.can.mail': 'Nuestros correos dicen lo mismo con formato y sin él.',
  'accessibility.checked': 'Cómo lo sabemos',
  'accessibility.checked.how':
    'Antes de cada versión, un programa (axe) lee cada tipo de página en una ventana ancha de día y en una estrecha de noche, y no encuentra nada mal. Un programa así encuentra algunos fallos, no todos, y ninguna persona experta ha revisado todavía estas páginas.',
  'accessibility.limits': 'Qué falta',
  'accessibility.limits.language':
    'Las páginas están en inglés y en español. Los títulos y relatos se muestran en el idioma en que se escribieron. Donde nadie sabe cuál es, se le dice al lector de pantalla, que puede leerlos con la voz equivocada.',
  'accessibility.limits.maps': 'Los mapas no se pueden ampliar dentro de la página. Sus tablas contienen todo lo que muestran.',
  'accessibility.limits.tell':
    'Si algo se interpone en su camino, dígaselo a quien gestiona este sitio, o abra una incidencia donde se guarda su código.',
} satisfies Messages<typeof english>;
