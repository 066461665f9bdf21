"""The commonest words of the languages whose forms we know: they say in which a text is, not what it is about.

Folded as every word is: small, without accents, without apostrophes.
"""

from collections.abc import Mapping

ENGLISH = """
a about after again all also am an and any anybody anyone are as at be because been before but by can cannot could did
do does done for from get gets getting got had has have having he hello help her here hey hi him his how i if in into
is it its just know let like may me might more most much my myself need needs no nobody not now of off on once one
only or other our out over own please re should so some somebody someone still such than thank thanks that the their
them then there these they this those to too try trying under until up us very ve want wants was we were what when
where which while who whoever why will with would yes yet you your couldn didn doesn don hasn haven isn ll wasn won
wouldn
"""

SPANISH = """
a al algo alguien alguna algun algunos ahora ante antes aqui asi aun aunque ayuda buenas buenos cada como con cual
cuando de del desde dia dias donde dos e el ella ellos en entre era eran es esa ese eso esta estaba estan estar este
esto estos estoy favor fue gracias ha habia hace hacer hacia han hasta hay he hola hoy la las le les lo los mas me mi
mis mucho muy necesito ni ningun ninguna no nos nosotros nuestra nuestro o otra otro para pero poco podeis podria por
porque puede pueden puedo que quien quiero saludos se sea ser si sido siempre sin sobre solo son soy su sus tambien
tan tanto te tengo tiene tienen toda todas todavia todo todos tu un una uno unos va vez voy y ya yo
"""

PORTUGUESE = """
a ao aos agora ainda ajuda algo alguem algum alguma ante antes aqui as ate bom cada com como da das de depois desde
dia do dois dos e ela elas ele eles em entre era essa esse esta estao estar estava este estou eu favor foi ha hoje
isso isto ja la lhe mais mas me mesmo meu meus minha minhas muito na nao nas nem no nos nossa nosso num numa o
obrigada obrigado ola os ou outra outro para pela pelo pode podem podia por porque posso pra preciso qual quando que
quem quero se sem sempre ser seu seus so sobre sou sua suas tambem tem tenho todo todos tudo um uma umas voce voces
vou
"""

GERMAN = """
ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bitte bitten brauche
brauchen da dabei damit danach danke dann das dass dein dem den denn der des dich die dies diese diesem diesen dieser
dieses dir doch dort du durch eben ein eine einem einen einer eines einmal er es etwas euch euer fur ganz gar gegen
gerade gibt gruss grusse guten habe haben hallo hat hatte helfen hier hilfe hinter ich ihm ihn ihnen ihr ihre ihrem
ihren im immer in ins ist ja jede jedem jeden jeder jemand jetzt kann kein keine keinem keinen keiner konnen konnt
konnte konnten man mehr mein meine meinem meinen meiner mich mir mit mochte muss mussen nach nicht nichts noch nun nur
ob oder ohne sehr seid sein seine seinem seinen seit selbst sich sie sind so soll sollte uber um und uns unser unsere
unserem unseren unter vom von vor war waren was weg weil wenn wer werde werden wie wieder will wir wird wo wurde zu
zum zur zwischen
"""

FRENCH = """
a afin ai aide alors apres au aucun aucune aussi autre aux avant avec avez avoir avons besoin bien bonjour ca car ce
cela ces cet cette chez ci comme comment d dans de depuis des deux doit donc dont du elle elles en encore entre est et
etait etre eu faire fait faut il ils j je jour l la le les leur lors lui m ma mais me meme merci mes moi mon n ne ni
nos notre nous on ont ou par parce pas peu peut peux plait plus pour pourquoi pouvez puis qu quand que quel quelle qui
rien s sa sans se sera ses si son sont sous suis sur t ta te tes toi ton toujours tous tout toute toutes tres tu un
une veux vos votre vous y
"""

BY_LANGUAGE: Mapping[str, frozenset[str]] = {
    "en": frozenset(ENGLISH.split()),
    "es": frozenset(SPANISH.split()),
    "pt": frozenset(PORTUGUESE.split()),
    "de": frozenset(GERMAN.split()),
    "fr": frozenset(FRENCH.split()),
}
EVERY = frozenset().union(*BY_LANGUAGE.values())
