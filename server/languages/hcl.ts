import { getterLanguage } from "./getters";
import { heredocStart, heredocTexts } from "./heredocs";
import { doubleQuoted, slashComments } from "./syntaxes";

/**
 * The configuration language of Terraform, OpenTofu, Terragrunt, Packer and Nomad. Terraform itself reads no environment
 * variable by name in a configuration: any variable may come from `TF_VAR_…`, or from elsewhere, and nothing says which.
 */
export const hcl = getterLanguage({
  id: "hcl",
  languageIds: "terraform terraform-vars opentofu hcl packer terragrunt nomad",
  fileNames: ".tf .tfvars .tofu .hcl .nomad",
  lexical: {
    ...slashComments,
    lineComments: ["#", "//"],
    strings: [{ ...doubleQuoted, hole: "${", noHole: "$${" }],
    readers: {
      "<": heredocStart(/<<(-?)([A-Za-z_]\w*)/y, ([, , delimiter = ""]) => ({
        delimiter,
        isIndented: true,
        isFilledIn: true,
        hole: "${",
      })),
      "\n": heredocTexts,
    },
  },
  idioms: ["optional get_env(NAME,", "read get_env(NAME)", "read env(NAME)"],
  accessor: 'get_env("NAME")',
});
