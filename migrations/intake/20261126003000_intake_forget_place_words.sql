-- The copy of the issues keeps no words of residents: nobody reads them there, and an event that
-- was under way while somebody was forgotten would bring them back. The column goes a release later.
alter table issue alter column location_text set default '';
update issue set location_text = '' where location_text <> '';
