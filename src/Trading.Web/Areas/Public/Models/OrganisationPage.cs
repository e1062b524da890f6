using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Areas.Public.Models;

public sealed record OrganisationPage(Organisation Organisation, AccountChange? AccountChange, IReadOnlyList<PartyEventRow> Events);
