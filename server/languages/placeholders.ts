/** Names that say "put something here". Above each line: where the convention is written down or checked for. */
const fillIns = [
  // developers.google.com/style/placeholders
  "PLACEHOLDER PLACEHOLDER_* YOUR_* *_YOUR_*",
  // github.com/Yelp/detect-secrets heuristics, github.com/gitleaks/gitleaks allow lists
  "EXAMPLE EXAMPLE_* *_EXAMPLE SAMPLE SAMPLE_* DUMMY DUMMY_* FAKE_* CHANGEME CHANGE_ME CHANGE_THIS REPLACE REPLACE_*",
  "REPLACEME FIXME TODO TBD XX XXX XXXX REDACTED HIDDEN MASKED OMITTED SNIP INSERT_* ENTER_* ADD_* PUT_* FILL_* PASTE_* *_HERE",
];

/** What stands for something where a syntax is explained. */
const parts = [
  // usage lines: pubs.opengroup.org/onlinepubs/9799919799 chapter 12, docopt.org
  "NAME KEY VALUE ID URL URI URLS PATH PATHS FILE FILES FILENAME FILEPATH DIR DIRECTORY FOLDER INPUT OUTPUT ARG ARGS",
  "ARGUMENT ARGUMENTS OPTION OPTIONS OPTS FLAG FLAGS COMMAND COMMANDS CMD SUBCOMMAND NUMBER NUM COUNT INT STRING STR TEXT",
  "TYPE DATE TIME VERSION BRANCH TAG COMMIT SHA HASH REF PACKAGE PKG PROJECT REPO REPOSITORY OWNER ORG IP ADDRESS SOURCE SRC",
  "TARGET DEST DESTINATION FROM TO PATTERN QUERY REGEX FORMAT MESSAGE TITLE LEVEL INDEX SIZE WIDTH HEIGHT SCRIPT MODULE CLASS",
  // keyboard keys and terminal notation: vimhelp.org/intro.txt notation
  "CR ESC TAB SPACE ENTER RETURN UP DOWN LEFT RIGHT HOME END DELETE DEL BS LF NL NUL EOF EOL SID PLUG LEADER CTRL ALT SHIFT META",
  // tokens of language models: huggingface.co/docs/transformers special tokens
  "BOS EOS PAD UNK SEP CLS MASK",
];

/** Elements of HTML and SVG, as somebody may write them in capitals. */
const elements = `A ABBR ACRONYM ADDRESS APPLET AREA ARTICLE ASIDE AUDIO BASE BASEFONT BDI BDO BGSOUND BIG BLINK BLOCKQUOTE
  BODY BR BUTTON CANVAS CAPTION CENTER CIRCLE CITE CODE COL COLGROUP DATA DATALIST DD DEL DETAILS DFN DIALOG DIR DIV DL DT
  ELLIPSE EM EMBED FIELDSET FIGCAPTION FIGURE FONT FOOTER FORM FRAME FRAMESET H1 H2 H3 H4 H5 H6 HEAD HEADER HGROUP HR HTML
  IFRAME IMAGE IMG INPUT INS ISINDEX KBD LABEL LEGEND LI LINE LINK LISTING MAIN MAP MARK MARQUEE MATH MENU MENUITEM META
  METER NAV NOBR NOEMBED NOFRAMES NOSCRIPT OBJECT OL OPTGROUP OPTION OUTPUT PARAM PATH PICTURE PLAINTEXT POLYGON PORTAL PRE
  PROGRESS RECT RP RT RUBY SAMP SCRIPT SEARCH SECTION SELECT SLOT SMALL SOURCE SPAN STRIKE STRONG STYLE SUB SUMMARY SUP SVG
  TABLE TBODY TD TEMPLATE TEXT TEXTAREA TFOOT TH THEAD TIME TITLE TR TRACK TT UL VAR VIDEO WBR XML XMP CDATA DOCTYPE`;

const nothing = oneOf(...fillIns, ...parts, elements);
const fillIn = oneOf(...fillIns, "SECRET_NAME");

function oneOf(...names: readonly string[]): RegExp {
  return new RegExp(`^(?:X+|${names.join(" ").replace(/\s+/g, "|").replace(/\*/g, "\\w*")})$`, "i");
}

/** True for names that ask to be replaced (`YOUR_API_KEY`, `TODO`), and for those of HTML elements. */
export function isPlaceholder(name: string): boolean {
  return nothing.test(name);
}

/** True for names in any case that ask to be replaced: `placeholder`, `your_key`, `SECRET_NAME`. */
export function isFillIn(name: string): boolean {
  return fillIn.test(name);
}
