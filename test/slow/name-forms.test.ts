import { test } from 'vitest';
import { NAME_FORMS, replaceFinds } from '../helpers/name-forms.ts';
import { scenario } from '../helpers/scenario.ts';

test.each(NAME_FORMS)('replace finds $name, whatever form the tenant gave it: $form', form =>
  replaceFinds(form, scenario),
);
