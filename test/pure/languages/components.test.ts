import { checkReferences } from "./check";

describe("In components", () => {
  it("the script and the template of Vue are code, its text is not", () => {
    checkReferences(
      "vue",
      `
<template>
  <p :title="import.meta.env.VITE_A" title="import.meta.env.NO">don't import.meta.env.NO {{ import.meta.env.VITE_B }} <API_KEY></p>
                             ^^^^^^ read
                                                                                                            ^^^^^^ read
</template>
<script setup lang="ts">
const env = process.env;
const key = <string>env.C;
                        ^ read alias
</script>
<style>p { content: "process.env.NO" }</style>
`,
    );
  });

  it("Svelte's holes see what the script imports", () => {
    checkReferences(
      "svelte",
      `
<script lang="ts">
  import { env } from "$env/dynamic/private";
  import { API_KEY } from "$env/static/private";
           ^^^^^^^ read
</script>
{#if env.A}<p title={env.B ?? "b"}>it's {env.C}</p>{:else}{@html env.D}{/if} env.NO {env.E}
         ^ read alias
                         ^ read optional alias
                                             ^ read alias
                                                                     ^ read alias
                                                                                         ^ read alias
<!-- {env.NO} -->
`,
    );
  });

  it("Astro has a script between dashes, and holes with markup", () => {
    checkReferences(
      "astro",
      `---
const { A } = import.meta.env;
        ^ read
---
<p>{import.meta.env.B && <b>don't {import.meta.env.C}</b>}</p>
                    ^ read optional
                                                   ^ read
`,
    );
  });
});
