import { defineConfig, globalIgnores } from 'eslint/config';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

const ours = ['**/*.{ts,mts,vue}'];

export default defineConfig(
  globalIgnores(['out/**', 'node_modules/**', '**/artifacts/**', '**/*.as.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  { files: ours, extends: [tseslint.configs.strict] },
  { files: ['**/*.vue'], extends: [vue.configs['flat/recommended']] },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // Prettier decides where lines break.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-closing-bracket-spacing': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multi-word-component-names': 'off',
      // Optional props of typed components are undefined, which their types say.
      'vue/require-default-prop': 'off',
      // Titles from data sets are hostile.
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },
  {
    files: ours,
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports' }],
      // Numeric code indexes typed arrays whose bounds the loop proves.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Typed procedures describe callables by interface on purpose.
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: ['src-main/hosts/launch/**/*.mjs', '.dependency-cruiser.cjs'],
    rules: { eqeqeq: 'error', 'no-unused-vars': 'error' },
  },
  {
    // Results must have the same bits everywhere: see shared/statistics/elementary.ts.
    files: ['src-main/{numeric,engine}/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          'pow',
          'exp',
          'log',
          'log2',
          'log10',
          'log1p',
          'expm1',
          'sin',
          'cos',
          'tan',
          'tanh',
          'random',
        ].map((property) => ({
          object: 'Math',
          property,
          message:
            'Its bits differ between engines: use shared/statistics/elementary.ts or numeric/random.ts.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "BinaryExpression[operator='**']",
          message: 'Its bits differ between engines: multiply.',
        },
      ],
    },
  },
);
