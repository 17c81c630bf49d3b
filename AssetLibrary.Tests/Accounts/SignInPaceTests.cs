using System.Net;
using AssetLibrary.Web.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace AssetLibrary.Tests.Accounts;

public sealed class SignInPaceTests
{
    private readonly FakeTimeProvider time = new(new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SignInPace pace;

    public SignInPaceTests() => pace = new(new(), time);

    [Fact]
    public void After_five_wrong_passwords_a_client_waits_longer_and_longer_and_at_most_a_minute()
    {
        var waits = new List<double>();
        for (var i = 0; i < 14; i++)
        {
            var wait = pace.Begin("10.0.0.1", "ada", isKnown: false);
            if (wait > TimeSpan.Zero)
            {
                waits.Add(wait.TotalSeconds);
                time.Advance(wait);
                Assert.Equal(TimeSpan.Zero, pace.Begin("10.0.0.1", "ada", isKnown: false));
            }
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
    }

    [Fact]
    public void Nobody_waits_longer_because_the_clock_was_set_back()
    {
        Wrong("10.0.0.1", 8);
        var wait = pace.Begin("10.0.0.1", "ada", isKnown: false);
        time.AdjustTime(time.GetUtcNow().AddHours(-1));
        Assert.Equal(wait, pace.Begin("10.0.0.1", "ada", isKnown: false));
        time.Advance(wait);
        Assert.Equal(TimeSpan.Zero, pace.Begin("10.0.0.1", "ada", isKnown: false));
    }

    [Fact]
    public void Another_client_is_let_through_at_once()
    {
        Wrong("10.0.0.1", 6);
        Assert.Equal(TimeSpan.Zero, pace.Begin("10.0.0.2", "ada", isKnown: false));
    }

    [Fact]
    public void Many_clients_at_one_name_slow_strangers_and_not_a_browser_that_is_known()
    {
        for (var i = 0; i < 60; i++)
        {
            pace.Begin($"10.0.1.{i}", "ada", isKnown: false);
        }

        Assert.NotEqual(TimeSpan.Zero, pace.Begin("10.0.2.1", "Ada", isKnown: false));
        Assert.Equal(TimeSpan.Zero, pace.Begin("person 1", "ada", isKnown: true));
        Assert.Equal(TimeSpan.Zero, pace.Begin("10.0.2.1", "eve", isKnown: false));
    }

    [Fact]
    public void The_right_password_clears_what_this_client_got_wrong()
    {
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(TimeSpan.Zero, pace.Begin("10.0.0.1", "ada", isKnown: false));
            pace.Succeeded("10.0.0.1", "ada");
        }
    }

    [Fact]
    public void Unlocking_forgets_what_was_tried_before_it_and_not_what_comes_after()
    {
        Wrong("10.0.0.1", 6);
        var unlocked = time.GetUtcNow();
        Assert.True(pace.IsSlowed("ada"));
        pace.Unlock("ada", unlocked);
        Assert.False(pace.IsSlowed("ada"));
        time.Advance(TimeSpan.FromSeconds(1));
        Wrong("10.0.0.1", 6);
        pace.Unlock("ada", unlocked);
        Assert.True(pace.IsSlowed("ada"));
    }

    [Fact]
    public void After_a_quiet_hour_nothing_is_held_against_anybody()
    {
        Wrong("10.0.0.1", 6);
        time.Advance(TimeSpan.FromHours(1.1));
        Wrong("10.0.0.1", 4);
        Assert.Equal(TimeSpan.Zero, pace.Begin("10.0.0.1", "ada", isKnown: false));
    }

    [Theory]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("2001:db8::1", "2001:db8::2")]
    public void Addresses_of_one_customer_are_one_client(string one, string other) =>
        Assert.Equal(Client.AddressKeyOf(IPAddress.Parse(one)), Client.AddressKeyOf(IPAddress.Parse(other)));

    private void Wrong(string client, int times)
    {
        for (var i = 0; i < times; i++)
        {
            pace.Begin(client, "ada", isKnown: false);
        }
    }
}
