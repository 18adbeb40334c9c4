-- Search by parts of words, two-character Chinese words included.
--
-- The tokens of a text: what any word contained in it is made of too. A
-- character beyond ASCII alone, and with its neighbour; of ASCII, pairs unless
-- both are digits (there are too few to tell rows apart), and triples. White
-- space separates. So a row whose text contains a word has all of the word's
-- tokens, and an index on them finds it; position() then tells those that have
-- the tokens but not the word.
--
-- A table that is searched has a text column _search, which its :page query
-- selects and x-list names, and an index on its tokens:
--
--   create index customer_search on customer using gin (search_tokens(_search));
--
-- Searches are planned for their words: whether the index or the order of the
-- list comes first depends on how common the words are, which the statistics of
-- the index's expression tell (analyze), and on the cost of this function.
create function search_tokens(searched text) returns text[]
  language plpgsql immutable strict parallel safe cost 500
as $$
declare
  tokens text[] := '{}';
  a text collate "C"; -- three characters in a row, as far as there are
  b text collate "C";
  c text collate "C";
begin
  foreach c in array
    string_to_array(translate(lower(searched), E'\t\n\r\u3000', '    ') || '  ', null)
  loop
    if a <> ' ' then
      if a > '~' then
        tokens := tokens || a;
      end if;
      if b <> ' ' then
        if a > '9' or b > '9' or a < '0' or b < '0' then
          tokens := tokens || (a || b);
        end if;
        if c <> ' ' and a <= '~' and b <= '~' and c <= '~' then
          tokens := tokens || (a || b || c);
        end if;
      end if;
    end if;
    a := b;
    b := c;
  end loop;
  return tokens;
end
$$;
