import { themes } from '../../../shared/figures/drawing/tokens.ts';
import { embeddedFontFaces, embeddedMathFace } from '../fonts.ts';

/**
 * On a narrow screen nothing but what is wider than it scrolls sideways. A figure keeps text of 9.5 px, and a column is as
 * wide as what it says, up to some words of it.
 */
const phone = `@media screen and (max-width:640px){
nav ul{columns:1;line-height:28px}
p,ul,ol,blockquote{overflow-x:auto}
code{overflow-wrap:anywhere}
.drawing svg{min-width:620px;mix-blend-mode:multiply}
table{width:max-content;min-width:100%}
th{max-width:104px}
td.long{min-width:96px;max-width:248px}
}`;

/** The style sheet of a report: the print theme on one column, down to a phone's, fonts inside, that of equations where there are some, tables that survive paper. */
export function reportStyle(hasEquations: boolean): string {
  const t = themes.print;
  const fonts = embeddedFontFaces(
    [400, 500, 600].flatMap((weight) => [
      { subset: 'latin', weight },
      { subset: 'greek', weight },
    ]),
  );
  return `${fonts}${hasEquations ? embeddedMathFace() : ''}
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#ECEEF0;color:${t.text};font:400 14px/22px Inter,'Inter Greek',sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:break-word}
main{max-width:880px;margin:24px auto;padding:48px 48px 64px;background:${t.background};border:1px solid ${t.rule}}
h1{margin:0 0 4px;font-size:20px;line-height:28px;font-weight:600}
h2{margin:40px 0 8px;font-size:16px;line-height:24px;font-weight:600}
h3{margin:24px 0 4px;font-size:14px;line-height:20px;font-weight:600}
p{margin:0 0 12px;max-width:68ch}
ul,ol{margin:0 0 12px;padding-left:20px;max-width:68ch}
code{font:inherit;font-weight:500}
sub{font-size:.83em;line-height:0;vertical-align:-.2em}
math{font-family:'Poison Lab Math',math;font-size:1.12em}
math .overline{padding-top:.12em;border-top:.06em solid}
math[display=block]{margin:0 0 12px;font-size:17px;overflow:auto hidden}
a{color:${t.accent}}
.quiet,figcaption,caption{color:${t.caption};font-size:12px;line-height:18px}
nav ul{max-width:none;columns:2;column-gap:32px;padding:0;list-style:none;font-size:13px;line-height:22px}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
figure{margin:16px 0 24px}
figure svg{display:block;width:100%;height:auto;margin-bottom:12px}
figure .panels{display:grid;grid-template-columns:1fr 1fr;gap:24px;align-items:end}
.panel{margin:0 0 8px;font-weight:600;font-size:13px;line-height:20px}
figcaption b,caption b{color:${t.text};font-weight:600}
.scroll{margin:8px 0 24px}
table{overflow-wrap:normal;border-collapse:collapse;width:100%;font-size:13px;line-height:20px}
caption{text-align:left;padding-bottom:4px}
th{padding:4px 12px 4px 0;border-bottom:1px solid ${t.rule};color:${t.secondary};font-size:12px;font-weight:500;text-align:left;vertical-align:bottom}
td{padding:4px 12px 3px 0;border-bottom:1px solid ${t.hairline};vertical-align:top}
th.number,td.number{text-align:right}
td.number{white-space:nowrap;font-variant-numeric:tabular-nums}
th:last-child,td:last-child{padding-right:0}
td.name,th.name{white-space:nowrap}
td svg{vertical-align:-2px;margin-right:8px}
.verdict{font-weight:500;white-space:nowrap}
.verdict.quiet{font-weight:400;font-size:inherit}
td .verdict svg{margin-right:6px}
td.long{overflow-wrap:anywhere}
h1+.quiet{margin-bottom:24px}
dl{display:grid;grid-template-columns:minmax(120px,200px) 1fr;gap:2px 16px;margin:8px 0 24px;font-size:13px;line-height:20px}
dt{color:${t.caption}}
dd{margin:0;overflow-wrap:anywhere}
pre{margin:8px 0 16px;padding:12px 16px;background:#F1F3F5;border-radius:4px;font:500 12px/18px Inter,'Inter Greek',sans-serif;white-space:pre-wrap;overflow-wrap:anywhere}
blockquote{margin:0 0 12px;padding-left:16px;border-left:2px solid ${t.rule};color:${t.secondary};font-size:13px;line-height:20px}
@media screen{.scroll,.drawing{overflow-x:auto;container-type:inline-size;background:${shadow('left', 'local')},${shadow('right', 'local')},${shadow('left', 'scroll')},${shadow('right', 'scroll')}}.scroll:focus-visible,.drawing:focus-visible{outline:2px solid ${t.accent};outline-offset:1px}caption{position:sticky;left:0;max-width:100cqi}}
@media (max-width:640px){main{margin:0;padding:24px 16px;border:0}dl,figure .panels{grid-template-columns:1fr}dd{margin-bottom:8px}}
${phone}
@media print{body{background:none}main{margin:0;padding:0;max-width:none;border:0}figure,tr{break-inside:avoid}h2,h3{break-after:avoid}}
`;
}

/** Where what scrolls on its own goes on lies a shadow. This is one of its four layers: a cover that moves with the content, or the shadow that it covers at the end of it. */
function shadow(side: 'left' | 'right', attachment: 'local' | 'scroll'): string {
  const [from, to, width] = attachment === 'local' ? ['#fff 30%', '#fff0', 40] : ['#15181c33', '#15181c00', 12];
  return `linear-gradient(to ${side === 'left' ? 'right' : 'left'},${from},${to}) ${side}/${width}px 100% no-repeat ${attachment}`;
}
