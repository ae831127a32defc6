import ts from "typescript6";

/** What an identifier means. */
export type Resolve = (node: ts.Identifier) => ts.Symbol | undefined;

/** Where a variable is used that is declared by a name. */
export function usesOf(name: ts.Identifier, resolve: Resolve): readonly ts.Identifier[] {
  const symbol = resolve(name);
  return identifiers(name.getSourceFile(), name.text).filter((each) => each !== name && resolve(each) === symbol);
}

/** Where a name stands as a variable, and not as a key or a type. */
export function identifiers(source: ts.SourceFile, text: string): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === text && isVariable(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isVariable(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  const { name, propertyName } = parent as { name?: ts.Node; propertyName?: ts.Node };
  const isOther = ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent) || ts.isLabeledStatement(parent);
  return name !== node && propertyName !== node && !isOther && !ts.isTypeQueryNode(parent);
}
