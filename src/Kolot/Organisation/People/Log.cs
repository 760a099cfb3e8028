using System.Text.Encodings.Web;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Organisation.People;

/// <summary>Writes down who did what to what, when and from where, in the transaction of what was done.</summary>
public sealed class Log(IHttpContextAccessor web, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds a line; the caller saves it together with what it tells of.</summary>
    /// <param name="store">The organisation's database.</param>
    /// <param name="member">Who did it.</param>
    /// <param name="act">What, as a stable code: <c>customer.read</c>, <c>unit.changed</c>.</param>
    /// <param name="subject">To what: its id or code.</param>
    /// <param name="detail">What changed, without customers' words.</param>
    public void Write(OrganisationStore store, Member member, string act, string? subject = null, object? detail = null) =>
        store.LogLines.Add(new()
        {
            At = clock.GetUtcNow().UtcDateTime,
            By = member.Id,
            ByName = member.Name,
            Act = act,
            Subject = subject,
            Detail = detail is null ? null : JsonSerializer.Serialize(detail, Json),
            From = web.HttpContext?.Connection.RemoteIpAddress?.ToString(),
        });
}
