using System.Security.Cryptography;
using System.Text;
using Kolot.Core.Organisation.Webhooks;

namespace Kolot.Core.Tests.Organisation.Webhooks;

public sealed class WebhookSecretTests
{
    // From the test vectors that the libraries of the Standard Webhooks specification share.
    private const string Known = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long At = 1614265330;
    private const string Body = """{"test": 2432232314}""";

    [Fact]
    public void A_message_is_signed_as_the_specification_says() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSecret.Sign([Bytes(Known)], Id, At, Body));

    [Fact]
    public void While_a_secret_takes_anothers_place_both_sign_the_new_one_first()
    {
        var other = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray();

        var both = WebhookSecret.Sign([other, Bytes(Known)], Id, At, Body);

        using var hash = new HMACSHA256(other);
        Assert.Equal($"v1,{Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{At}.{Body}")))} v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", both);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(23, false)]
    [InlineData(65, false)]
    public void A_secret_has_24_to_64_bytes(int length, bool isOne)
    {
        var bytes = new byte[length];

        Assert.Equal(isOne ? bytes : null, WebhookSecret.Read(WebhookSecret.Written(bytes)));
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64 at all!")]
    [InlineData("")]
    public void What_is_written_otherwise_is_no_secret(string written) => Assert.Null(WebhookSecret.Read(written));

    private static byte[] Bytes(string written) => WebhookSecret.Read(written) ?? [];
}
