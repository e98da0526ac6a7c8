import { test } from 'vitest';
import { NAME_FORMS, replaceFinds } from '../helpers/name-forms.ts';
import { scenario } from '../helpers/scenario.ts';

test.each(NAME_FORMS)('replace finds $name stored as $form', form => replaceFinds(form, scenario));
