import type { KeyObject } from 'node:crypto';
import {
  certificate,
  certificatePublicKey,
  ed25519,
  p256,
  privatePem,
  publicPem,
  rsa,
} from '../verify/keys.fixture';

type Form = readonly [text: string, key: KeyObject];

const pem = publicPem(rsa.publicKey).trim();
const lines = pem.split('\n');
const base64Lines = lines.slice(1, -1);

/** Every line of the PEM as a literal, joined by an operator. */
const concatenate = (operator: string, quote = '"', end = '') =>
  lines.map((line) => `${quote}${line}${end}${quote}`).join(operator);

const code: Readonly<Record<string, string>> = {
  Java: `String key = ${concatenate('\n    + ', '"', String.raw`\n`)};`,
  'Java with CRLF': `${concatenate(' +\n', '"', String.raw`\r\n`)};`,
  'Java with a line separator': concatenate(' + System.lineSeparator()\n  + '),
  'JavaScript with a template': `export const key = \`${pem}\`;`,
  'JavaScript with join': `[\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('\\n')`,
  Pascal: concatenate(' +\n', "'"),
  'Pascal with character codes': `const\n  Key = ${lines.map((line) => `'${line}'#13#10`).join(' +\n    ')};`,
  'Pascal with a constant': concatenate(' + sLineBreak +\n', "'"),
  Go: `var key = []byte(${concatenate(' +\n', '"', String.raw`\n`)})`,
  'Go with a raw string': `const key = \`\n${pem}\n\``,
  'C#': `var key = @"${pem}";`,
  'C# with a raw string': `var key = """\n    ${lines.join('\n    ')}\n    """;`,
  'C# with Environment.NewLine': concatenate(' + Environment.NewLine +\n'),
  C: concatenate('\n', '"', String.raw`\n`),
  'C with continued lines': `#define KEY ${concatenate(' \\\n', '"', String.raw`\n`)}`,
  'C++ with a prefix and comments': lines.map((line, at) => `u8"${line}\\n" // line ${at}`).join('\n'),
  'C++ with a raw string': `const char* key = R"(${pem})";`,
  Python: `KEY = (\n${lines.map((line) => `    "${line}\\n"`).join('\n')}\n)`,
  'Python with bytes': `key = ${lines.map((line) => `b'${line}\\n'`).join(' \\\n      ')}`,
  PHP: `$key = ${concatenate(' . PHP_EOL .\n', "'")};`,
  'PHP heredoc': `$key = <<<EOD\n${pem}\nEOD;`,
  Ruby: concatenate(' \\\n'),
  Swift: `let key = """\n${pem}\n"""`,
  Kotlin: `"""\n${lines.map((line) => `    |${line}`).join('\n')}\n""".trimMargin()`,
  Rust: `"${lines.join('\\n\\\n    ')}"`,
  Haskell: `"${lines.join('\\n\\\n    \\')}"`,
  'PL/SQL': concatenate(' || CHR(10) ||\n', "'"),
  'T-SQL': concatenate(' + CHAR(13) + CHAR(10) +\n', "'"),
  'Visual Basic with vbCrLf': concatenate(' & vbCrLf & _\n'),
  'Visual Basic with Chr': concatenate(' & Chr(13) & Chr(10) & _\n'),
  AppleScript: concatenate(' & return & ¬\n'),
  'shell with $': `KEY=$'${lines.join('\\n')}'`,
  'shell heredoc': `cat > key.pem <<EOF\n${pem}\nEOF`,
  'with an armor in two literals': `'-----BEGIN' + '${pem.slice('-----BEGIN'.length)}'`,
  'a list of literals': JSON.stringify(lines),
};

const text: Readonly<Record<string, string>> = {
  'with \\x0a': lines.join(String.raw`\x0a`),
  'with \\u000a': lines.join(String.raw`\u000a`),
  'with \\012': lines.join(String.raw`\012`),
  'with escaped slashes': lines.join('\\n').replaceAll('/', String.raw`\/`),
  'with &#10;': lines.join('&#10;'),
  'with &#xD;&#xA;': lines.join('&#xD;&#xA;'),
  'with <br>': lines.join('<br/>\n'),
  'in paragraphs of HTML': lines.map((line) => `<p class="c1">${line}</p>`).join(''),
  'in a list of HTML': `<ol>\n${lines.map((line) => `<li data-line="1">${line}</li>`).join('\n')}\n</ol>`,
  'in HTML with <div>': lines.map((line) => `<div>${line}</div>`).join('\n'),
  'in HTML with <span> and <br>': lines.map((line) => `<span>${line}</span><br>`).join('\n'),
  'in highlighted HTML': `<pre><code class="hljs">${lines
    .map((line) => `<span class="hljs-line"><!-- -->${line}</span>`)
    .join('\n')
    .replace('PUBLIC', '<span class="hljs-keyword">PUBLIC</span>')}</code></pre>`,
  'in vi with ^M': lines.map((line) => `${line}^M`).join('\n'),
  'in cat -A with ^M$': lines.map((line) => `${line}^M$`).join('\n'),
  'in cat -A with $': lines.map((line) => `${line}$`).join('\n'),
  'in vi with ^M on one line': lines.join('^M'),
  'in PowerShell': `$key = "${lines.join('`n')}"`,
  'in PowerShell with `r`n': `$key = "${lines.join('`r`n')}\`r\`n"`,
  'in psql': ` key\n${'-'.repeat(67)}\n${lines.map((line) => ` ${line.padEnd(65)}+`).join('\n')}\n \n(1 row)`,
  'in psql without padding': lines
    .map((line) => ` ${line.padEnd(64)}+`)
    .join('\n')
    .slice(0, -1),
  'in psql with other columns': ` id | kid |${' '.repeat(30)}key\n----+-----+${'-'.repeat(66)}+-------\n${lines
    .map(
      (line, at) =>
        `${at === 0 ? '  1 | k-1' : '    |    '} | ${line.padEnd(64)}+| ${at === 0 ? 'RS256' : ''}`,
    )
    .join('\n')}\n    |     | ${' '.repeat(64)} |\n(1 row)\n`,
  'in psql as a record': `-[ RECORD 1 ]-------\nid  | 1\nkey | ${lines
    .map((line) => line.padEnd(64))
    .join('+\n    | ')}`,
  'in a URL': encodeURIComponent(pem),
  'in a URL with its plus signs': pem.replaceAll(' ', '%20').replaceAll('\n', '%0A'),
  'in a form': String(new URLSearchParams({ key: pem })),
  'with plus signs instead of spaces': pem
    .replace('BEGIN PUBLIC ', 'BEGIN+PUBLIC+')
    .replace('END PUBLIC ', 'END+PUBLIC+'),
  'with spaces instead of plus signs': pem.replaceAll('+', ' '),
  'in quoted-printable': pem.replaceAll(/(.{40})/g, '$1=\n'),
  'in comments of a shell': lines.map((line) => `# ${line}`).join('\n'),
  'in comments of C': lines.map((line) => `// ${line}`).join('\n'),
  'in a block comment': `/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */`,
  'in a diff': lines.map((line) => `+${line}`).join('\n'),
  'in a reply': lines.map((line) => `> ${line}`).join('\n'),
  'with line numbers': lines.map((line, at) => `${String(at + 7).padStart(3)}  ${line}`).join('\n'),
  'with line numbers and bars': lines.map((line, at) => ` ${at + 8} | ${line}`).join('\r\n'),
  'in a log': lines.map((line, at) => `2026-01-01T00:00:0${at}.123Z app[web.1]: ${line}`).join('\n'),
  'in a Kubernetes secret': `kind: Secret\ndata:\n  tls.crt: ${Buffer.from(pem).toString('base64')}\n`,
  'in a Kubernetes secret in JSON': JSON.stringify({
    data: { 'tls.crt': Buffer.from(pem).toString('base64') },
  }),
};

const damaged: Readonly<Record<string, string>> = {
  'without any white space': pem.replace(/\s/g, ''),
  'without its last dash': pem.slice(0, -1),
  'without four dashes at the end': pem.slice(0, -4),
  'without dashes at the end': pem.slice(0, -5),
  'without its first dash': pem.slice(1),
  'without four dashes at the beginning': pem.slice(4),
  'without dashes at the beginning': pem.slice(5),
  'with one dash after BEGIN': pem.replace('KEY-----\n', 'KEY-\n'),
  'without dashes after BEGIN': pem.replace('KEY-----\n', 'KEY\n'),
  'with one dash before END': pem.replace('-----END', '-END'),
  'without dashes before END': pem.replace('-----END', 'END'),
  'with one dash before END and no line breaks': lines.join('').replace('-----END', '-END'),
  'with twenty dashes': pem.replaceAll('-----', '-'.repeat(20)),
  'without dashes': pem.replaceAll('-----', ''),
  'with equals signs': pem.replaceAll('-----', '====='),
  'without its end': lines.slice(0, -1).join('\n'),
  'without its end, before other text': `${lines.slice(0, -1).join('\n')}\n\nThis is the key.`,
  'without its beginning': lines.slice(1).join('\n'),
  'in code without a dash': `${lines
    .map((line) => `"${line}"`)
    .join(' +\n')
    .slice(0, -2)}";`,
};

const inGroup = (group: string, forms: Readonly<Record<string, string>>): Readonly<Record<string, Form>> =>
  Object.fromEntries(Object.entries(forms).map(([name, one]) => [`${group} ${name}`, [one, rsa.publicKey]]));

/** PEMs as they are in source code, in other text, and after damage by copying. */
export const pemForms: Readonly<Record<string, Form>> = {
  ...inGroup('PEM in code:', code),
  ...inGroup('PEM', text),
  ...inGroup('damaged PEM', damaged),
  'damaged private PEM without dashes': [privatePem(p256.privateKey).replaceAll('-----', ''), p256.publicKey],
  'damaged PEM in lower case without dashes': [
    publicPem(p256.publicKey)
      .replaceAll('-----', '')
      .replaceAll(/BEGIN|END|PUBLIC KEY/g, (word) => word.toLowerCase()),
    p256.publicKey,
  ],
  'DER in base64 in code': [
    `String key = ${base64Lines.map((line) => `"${line}"`).join('\n    + ')};`,
    rsa.publicKey,
  ],
  'DER in base64 in Python': [
    `KEY = (\n${base64Lines.map((line) => `    '${line}'`).join('\n')}\n)`,
    rsa.publicKey,
  ],
  'DER in base64 after words': [`The public key:\n${base64Lines.join('\n')}\n`, rsa.publicKey],
  'PEM labelled TRUSTED CERTIFICATE': [
    certificate.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'),
    certificatePublicKey,
  ],
  'PEM labelled EC PUBLIC KEY': [publicPem(p256.publicKey).replaceAll('PUBLIC', 'EC PUBLIC'), p256.publicKey],
  'PEM labelled ED25519 PRIVATE KEY': [
    privatePem(ed25519.privateKey).replaceAll('PRIVATE', 'ED25519 PRIVATE'),
    ed25519.publicKey,
  ],
  'certificate in a header of Envoy': [
    `Hash=abc;Cert="${encodeURIComponent(certificate)}";Subject="CN=x"`,
    certificatePublicKey,
  ],
};
