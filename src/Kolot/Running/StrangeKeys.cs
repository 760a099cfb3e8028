using System.Threading.RateLimiting;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.Extensions.Options;

namespace Kolot.Running;

/// <summary>Keys that open nothing count by network address, since each new guess would have a measure of its own: as many as forms in a minute.</summary>
/// <remarks>A key that opened before goes on, whoever else guesses behind the same address.</remarks>
internal sealed class StrangeKeys(EntranceKeys keys, IOptions<LimitSettings> limits) : IMiddleware, IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> guesses =
        PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimits.ByAddress(context, limits.Value));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!Trouble.IsApi(context.Request) || Entrance.Bearer(context) is not { } secret || keys.HasOpened(secret))
        {
            await next(context);
            return;
        }

        using (var room = guesses.AttemptAcquire(context, permitCount: 0))
            if (!room.IsAcquired)
            {
                await RateLimits.Refuse(context, TimeSpan.FromSeconds(10));
                return;
            }

        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized) guesses.AttemptAcquire(context).Dispose();
    }

    public void Dispose() => guesses.Dispose();
}

/// <summary>Puts the limits into the house.</summary>
public static class RateLimitsSetup
{
    /// <summary>Stands before the door.</summary>
    public static IApplicationBuilder UseLimits(this IApplicationBuilder app) => app.UseMiddleware<RateLimits>().UseMiddleware<StrangeKeys>();
}
