using System.Globalization;
using System.Threading.RateLimiting;
using Kolot.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Kolot.Running;

/// <summary>Keeps one caller from shutting the others out: programs by their key, what is posted without one by network address, and at the doors each address once more.</summary>
/// <remarks>
/// Each node counts for itself: behind three nodes, three times as much goes through. Not the framework's own middleware: that never lets go of its timers, which
/// go on after a house is closed and keep all of it in memory.
/// </remarks>
internal sealed class RateLimits(IOptions<LimitSettings> limits, IOptions<SignInSettings> doors) : IMiddleware, IDisposable
{
    private static readonly TimeSpan Drop = TimeSpan.FromMilliseconds(100);

    private readonly PartitionedRateLimiter<HttpContext> callers = PartitionedRateLimiter.Create<HttpContext, string>(context => PartOf(context, limits.Value));
    private readonly PartitionedRateLimiter<HttpContext> atDoors = PartitionedRateLimiter.Create<HttpContext, string>(context => AtDoor(context, doors.Value));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using (var room = callers.AttemptAcquire(context))
        using (var opening = room.IsAcquired && IsDoor(context) ? atDoors.AttemptAcquire(context) : null)
            if ((opening ?? room) is { IsAcquired: false } full)
            {
                await Refuse(context, full.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1));
                return;
            }

        await next(context);
    }

    public void Dispose()
    {
        callers.Dispose();
        atDoors.Dispose();
    }

    /// <summary>So many in a minute from one network address.</summary>
    public static RateLimitPartition<string> ByAddress(HttpContext context, LimitSettings limits) =>
        RateLimitPartition.GetSlidingWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "here", _ => new()
        {
            PermitLimit = limits.PostsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        });

    /// <summary>Says when to come again.</summary>
    public static async Task Refuse(HttpContext context, TimeSpan wait)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Trouble.IsApi(context.Request))
            await Problems.Problem(StatusCodes.Status429TooManyRequests, "too_many", "Too many requests from one caller. Try again later.")
                .ExecuteAsync(context);
    }

    private static RateLimitPartition<string> PartOf(HttpContext context, LimitSettings limits)
    {
        // The hash, so that no secret lies about in memory. A form is nothing that a key opens, so there it says nothing of who asks.
        if (Trouble.IsApi(context.Request) && context.Request.Headers.Authorization is [{ Length: > 0 } key, ..])
            return RateLimitPartition.GetTokenBucketLimiter(Convert.ToHexString(EntranceKeys.HashOf(key)), _ => Bucket(limits));
        if (!HttpMethods.IsPost(context.Request.Method)) return RateLimitPartition.GetNoLimiter("");
        return ByAddress(context, limits);
    }

    private static bool IsDoor(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is { PolicyName: SignInSetup.Doors };

    private static RateLimitPartition<string> AtDoor(HttpContext context, SignInSettings doors) =>
        RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = doors.TriesPerMinute, Window = TimeSpan.FromMinutes(1) });

    private static TokenBucketRateLimiterOptions Bucket(LimitSettings limits) => new()
    {
        TokenLimit = limits.RequestsPerSecond,
        // What drips in is whole tokens: few of them come once in a second, many in tenths of it.
        TokensPerPeriod = limits.RequestsPerSecond >= 10 ? limits.RequestsPerSecond / 10 : limits.RequestsPerSecond,
        ReplenishmentPeriod = limits.RequestsPerSecond >= 10 ? Drop : TimeSpan.FromSeconds(1),
    };
}
