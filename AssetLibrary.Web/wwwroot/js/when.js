// The server writes moments in UTC; whoever reads them sees their own zone.
const forms = {
  clock: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }),
  short: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  long: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
};
const show = () => document.querySelectorAll('time[data-when]').forEach(time => {
  const text = forms[time.dataset.when].format(new Date(time.dateTime)).replace(',', '').replace('Sept', 'Sep');
  if (time.textContent !== text) { time.textContent = text; time.title = new Date(time.dateTime).toLocaleString(undefined, { timeZoneName: 'short' }); }
});
show();
document.addEventListener('htmx:after:settle', show);
