/**
 * Page boxes (CSS Paged Media, margin boxes as Chromium 131 and newer have them). An A4 page that
 * also prints on US Letter at full size: header and footer stay out of what Letter cuts off at top and bottom (9 mm
 * each) and of its 0.375 in margin.
 */
export function pageStyle(header: string): string {
  const box = 'font-family:Arimo;font-size:9pt;color:#000000';
  return `@page{size:210mm 297mm;margin:28mm 16mm 28mm 22mm;
@top-left{content:${cssString(header)};${box};vertical-align:bottom;padding-bottom:5mm;text-align:left;width:100%}
@bottom-right{content:"page " counter(page) " of " counter(pages);${box};vertical-align:top;padding-top:6mm;text-align:right;width:100%}
}`;
}

function cssString(text: string): string {
  const escaped = text.replace(/["\\<>&\n]/g, (c) => `\\${(c.codePointAt(0) ?? 0).toString(16)} `);
  return `"${escaped}"`;
}
