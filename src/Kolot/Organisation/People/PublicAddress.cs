namespace Kolot.Organisation.People;

/// <summary>How this house is reached from outside: what links that people pass on begin with.</summary>
public static class PublicAddress
{
    /// <summary>The setting <c>PublicAddress</c>, or else the address that was just used.</summary>
    public static string Of(HttpContext context) =>
        context.RequestServices.GetRequiredService<IConfiguration>()["PublicAddress"] is { Length: > 0 } set
            ? set.TrimEnd('/')
            : $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
}
